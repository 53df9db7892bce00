/// One wish to change an enterprise's records; accepted whole, as one journal entry, or refused.
package enum Command: Hashable, Sendable {
  /// The record carries the id that it shall have.
  case create(Record)
  case change(RecordChange)
  case remove(RecordID, RecordKind)
  /// Ends a partner's place in a chain; children must be said for where there are any.
  case endMembership(MembershipID, children: ChildMemberships?)
  case movePartner(PartnerID, PartnerTransition)
  /// Gives the partner other ids for all that it is told of.
  case rekeyPartner(PartnerID)
  case rotateSecret(EndpointID, SecretRotation)
  case settleStaged(StagedChangeID, StagedChange.Settlement)
  case settleAgreement(AgreementID, Agreement.Settlement)
  /// Opens or ends what its window or its term says is due by now; the gateway's own command.
  case settleDue(Scheduled)

  /// What becomes of the memberships below one that ends.
  package enum ChildMemberships: Hashable, Sendable {
    /// They hang on another membership of the chain, or on none.
    case move(to: MembershipID?)
    case end
  }

  static let removalSuffix = ".remove"
  /// Of a removal that a person confirmed.
  static let confirmedSuffix = ".remove_confirmed"

  /// The word that stands in the journal for what was done.
  ///
  /// Of a removal that went beyond the limit it says that a person confirmed it.
  package func name(of decision: Decision) -> String {
    decision.isConfirmed ? name + "_confirmed" : name
  }

  /// The word for it without what came of it.
  package var name: String {
    switch self {
    case .create(let record): "\(record.kind.name).create"
    case .change(let change): "\(change.kind.name).change"
    case .remove(_, let kind): "\(kind.name)\(Self.removalSuffix)"
    case .endMembership: "membership\(Self.removalSuffix)"
    case .movePartner(_, let transition): "partner.\(transition.name)"
    case .rekeyPartner: "partner.rekey"
    case .rotateSecret: "endpoint.rotate_secret"
    case .settleStaged(_, let settlement): "staged_change.\(settlement.name)"
    case .settleAgreement(_, let settlement): "agreement.\(settlement.name)"
    case .settleDue(let subject): "\(subject.kind.name).settle_due"
    }
  }
}
