func decideChange(
  _ change: RecordChange, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  let before = try request.subject(change.record, change.kind, in: state)
  guard let after = change.applied(to: before) else { throw Refusal.notFound(change.kind) }
  return try decideReplacement(of: before, by: after, request, in: state)
}

/// What both a change and a staged change come to.
func decideReplacement(
  of before: Record, by proposed: Record, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  let after = try proposed.settled(replacing: before, at: request.time)
  guard after != before else { return try Decision(changes: []) }
  if case .partner(let partner) = before, partner.state == .terminated {
    throw Refusal(.wrongState, "a terminated partner is kept as it was and cannot be changed")
  }
  try check(after, replacing: before, in: state)
  if after.uniqueName(in: state.enterprise) != before.uniqueName(in: state.enterprise) {
    try requireFreeName(of: after, in: state)
  }
  return try Decision(changes: [.replacing(before, with: after)])
}
