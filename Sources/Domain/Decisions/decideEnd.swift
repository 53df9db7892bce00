func decideEnd(
  of id: MembershipID, children disposition: Command.ChildMemberships?,
  _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  guard
    case .membership(let membership) = try request.subject(id.record, .membership, in: state)
  else { throw Refusal.notFound(.membership) }
  return try Decision(changes: try ending([membership], children: disposition, in: state))
}

/// The changes that end memberships and settle those below them, each record once.
func ending(
  _ memberships: [Membership], children disposition: Command.ChildMemberships?,
  in state: some DirectoryState
) throws -> [Change] {
  var ended = Set(memberships.map(\.id))
  var changes = memberships.map { Change.removing(.membership($0)) }
  var queue = memberships
  while let next = queue.popLast() {
    let limit = Decision.changeLimit + 1
    for child in try state.memberships(of: next.id.record, limit: limit)
    where child.parent == next.id && !ended.contains(child.id) {
      switch disposition {
      case nil: throw childrenUnsettled
      case .end:
        ended.insert(child.id)
        changes.append(.removing(.membership(child)))
        queue.append(child)
      case .move(let target):
        changes.append(try moving(child, to: target, leaving: ended, in: state))
      }
    }
    guard changes.count <= Decision.changeLimit else { break }
  }
  return changes
}

private let childrenUnsettled = Refusal(
  .inUse,
  "memberships hang below this one; say `children`: \"end\", or \"move\" with where they go",
  field: "children")

private func moving(
  _ child: Membership, to target: MembershipID?, leaving ended: Set<MembershipID>,
  in state: some DirectoryState
) throws -> Change {
  var moved = child
  moved.parent = target
  if let target, ended.contains(target) {
    throw Refusal(
      .invalidReference, "children cannot move to a membership that ends", field: "children")
  }
  try checkPlace(of: moved, isNew: false, field: "children", in: state)
  return .replacing(.membership(child), with: .membership(moved))
}
