func decideRekeying(
  of id: PartnerID, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  guard case .partner(let partner) = try request.subject(id.record, .partner, in: state) else {
    throw Refusal.notFound(.partner)
  }
  guard partner.state != .terminated else {
    throw Refusal(.wrongState, "a terminated partner is told nothing any more; there is no need")
  }
  var rekeyed = partner
  rekeyed.idEpoch += 1
  return try Decision(changes: [.replacing(.partner(partner), with: .partner(rekeyed))])
}
