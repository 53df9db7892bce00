func decideSettlement(
  of id: StagedChangeID, _ settlement: StagedChange.Settlement, _ request: CommandRequest,
  in state: some DirectoryState
) throws -> Decision {
  guard case .stagedChange(let staged) = try request.subject(id.record, .stagedChange, in: state)
  else { throw Refusal.notFound(.stagedChange) }
  guard staged.state == .staged else {
    throw Refusal(.wrongState, "this change was \(staged.state.name) already; it cannot be again")
  }
  var settled = staged
  switch settlement {
  case .reject: settled.state = .rejected
  case .recount(let count): settled.count = count
  case .allow: settled.state = .allowed
  }
  guard settled != staged else { return try Decision(changes: []) }
  return try Decision(changes: [.replacing(.stagedChange(staged), with: .stagedChange(settled))])
}
