func decideAgreement(
  of id: AgreementID, _ settlement: Agreement.Settlement, _ request: CommandRequest,
  in state: some DirectoryState
) throws -> Decision {
  guard case .agreement(let agreement)? = try state.record(id.record, .agreement) else {
    throw Refusal.notFound(.agreement)
  }
  try request.requirePartner(of: agreement, toSay: settlement)
  try request.requireExpected(.agreement(agreement))
  guard agreement.offer != nil else {
    throw Refusal(
      .wrongState, "no offer waits; read the agreement to see the terms in force")
  }
  guard agreement.version == settlement.version else {
    throw Refusal(
      .wrongState,
      "version \(settlement.version) does not wait, version \(agreement.version) does; read it, then"
        + " \(settlement.name) that one", field: "version")
  }
  let settled =
    switch settlement {
    case .accept: try agreement.accepted(at: request.time)
    case .decline: agreement.declined().settled(at: request.time)
    }
  return try Decision(changes: [.replacing(.agreement(agreement), with: .agreement(settled))])
}

extension CommandRequest {
  /// Throws unless the actor is the one who may widen what is agreed.
  fileprivate func requirePartner(
    of agreement: Agreement, toSay settlement: Agreement.Settlement
  ) throws(Refusal) {
    guard actor.party != .partner(agreement.partner) else { return }
    guard actor.party == .enterprise else { throw Refusal.notFound(.agreement) }
    let instead =
      switch settlement {
      case .accept: "ask it to"
      case .decline: "to withdraw an offer, change the terms to those in force"
      }
    throw Refusal(
      .forbidden,
      "only the partner can \(settlement.name) an offer, with a key of its own; \(instead)")
  }
}

/// Throws unless a version may stand: its partner is there, and what was asked for has a purpose.
///
/// Terms in force may have none left, where those of an offer are all new.
func check(
  _ agreement: Agreement, replacing before: Agreement?, in state: some DirectoryState
) throws {
  guard let partner = try state.partner(agreement.partner) else {
    throw Refusal.unknown(.partner, field: "partner")
  }
  guard partner.state != .terminated || before != nil else {
    throw Refusal(.wrongState, "a terminated partner cannot agree to anything", field: "partner")
  }
  let asked = agreement.offer ?? agreement.terms
  let isKept = agreement.offer == nil && before?.terms.purposes.isEmpty == true
  guard !asked.purposes.isEmpty || isKept else {
    throw Refusal(
      .invalidValue, "name at least one purpose; to show nothing, set the ceiling to hidden",
      field: "purposes")
  }
}
