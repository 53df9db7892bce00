/// Something that happened, told beside state and never instead of it.
///
/// Facts are not stored: they follow from the versions on both sides of an entry.
package struct Fact: Hashable, Sendable {
  package let type: FactType
  /// The record in whose lane it is told.
  package let subject: RecordID
  package let subjectKind: RecordKind
  package let partner: PartnerID
  package let chain: ChainID?
  /// Counts the facts of one entry from 0.
  package let ordinal: Int

  /// Who is told: the parties to it, settled when it happens.
  ///
  /// So far that is the enterprise alone.
  package var parties: Set<Party> { [.enterprise] }

  /// The facts of one accepted command, in the order of its changes.
  package static func facts(of changes: [Change]) -> [Fact] {
    var facts: [Fact] = []
    for change in changes {
      guard let (type, partner, chain) = happening(in: change) else { continue }
      facts.append(
        Fact(
          type: type, subject: change.id, subjectKind: change.kind, partner: partner, chain: chain,
          ordinal: facts.count))
    }
    return facts
  }

  private static func happening(in change: Change) -> (FactType, PartnerID, ChainID?)? {
    switch (change.before, change.after) {
    case (nil, .membership(let joined)?): (.chainMemberJoined, joined.partner, joined.chain)
    case (.membership(let left)?, nil): (.chainMemberLeft, left.partner, left.chain)
    case (.partner(let before)?, .partner(let after)?) where before.state != after.state:
      FactType(movingFrom: before.state, to: after.state).map { ($0, after.id, nil) }
    default: nil
    }
  }
}

/// What can happen, by the name under which it is told.
package enum FactType: String, CaseIterable, Sendable {
  case chainMemberJoined = "chain.member_joined"
  case chainMemberLeft = "chain.member_left"
  case partnerSuspended = "partner.suspended"
  case partnerResumed = "partner.resumed"
  case partnerTerminated = "partner.terminated"

  fileprivate init?(movingFrom before: Partner.State, to after: Partner.State) {
    switch (before, after) {
    case (_, .suspended): self = .partnerSuspended
    case (.suspended, .active): self = .partnerResumed
    case (_, .terminated): self = .partnerTerminated
    default: return nil
    }
  }
}
