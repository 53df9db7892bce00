/// Moves a rule on to where its window stands at the time of the request.
///
/// Where nothing is due, or the rule has gone, nothing is done: to ask twice is no fault.
func decideDue(
  of id: RuleID, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  guard request.actor == .gateway else {
    throw Refusal(
      .forbidden, "the gateway opens and ends rules itself; change the rule's window instead")
  }
  guard case .rule(let rule) = try state.record(id.record, .rule) else {
    return try Decision(changes: [])
  }
  let settled = rule.settled(at: request.time)
  guard settled != rule else { return try Decision(changes: []) }
  return try Decision(changes: [.replacing(.rule(rule), with: .rule(settled))])
}
