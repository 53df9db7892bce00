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
  var changes: [Change] = []
  switch settlement {
  case .reject: settled.state = .rejected
  case .recount(let count): settled.count = count
  case .allow:
    settled.state = .allowed
    if case .rule(let edit) = staged.proposal {
      changes = try decideEdit(edit, request, in: state).changes
    }
  }
  guard settled != staged else { return try Decision(changes: []) }
  return try Decision(
    changes: changes + [.replacing(.stagedChange(staged), with: .stagedChange(settled))])
}

/// What a rule was to become becomes of it, if it is still the one that was looked at.
private func decideEdit(
  _ edit: RuleEdit, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  func part(_ command: Command) -> CommandRequest {
    CommandRequest(command, by: request.actor, at: request.time)
  }
  guard let before = edit.before else {
    guard let rule = edit.after.map({ Record.rule($0) }) else { return try Decision(changes: []) }
    return try decideCreation(of: rule, part(.create(rule)), in: state)
  }
  // Its window may have moved it on meanwhile, which is no change of what was looked at.
  guard case .rule(let present) = try state.record(before.id.record, .rule),
    present.saysSame(as: before)
  else {
    throw Refusal(
      .wrongState,
      "the rule was changed after this was staged; reject this and send the change anew")
  }
  guard var after = edit.after else {
    let removal = part(.remove(before.id.record, .rule))
    return try decideRemoval(of: before.id.record, .rule, removal, in: state)
  }
  after.phase = present.phase
  return try decideReplacement(of: .rule(present), by: .rule(after), request, in: state)
}
