func decideTransition(
  of id: PartnerID, _ transition: PartnerTransition, _ request: CommandRequest,
  in state: some DirectoryState
) throws -> Decision {
  guard case .partner(let partner) = try request.subject(id.record, .partner, in: state) else {
    throw Refusal.notFound(.partner)
  }
  guard let target = transition.target(from: partner.state) else {
    throw Refusal(
      .wrongState,
      "a \(partner.state.name) partner cannot \(transition.name);"
        + " read the partner to see its state")
  }
  var moved = partner
  moved.state = target
  var changes: [Change] = [.replacing(.partner(partner), with: .partner(moved))]
  if case .terminate(let children) = transition {
    let limit = Decision.changeLimit + 1
    let memberships = try state.memberships(of: id.record, limit: limit)
    changes += try ending(memberships, children: children, in: state)
  }
  return try Decision(changes: changes)
}
