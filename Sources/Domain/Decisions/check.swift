/// Throws unless a version may stand beside the records of `state`: what it names is there, belongs
/// where it should, and trees stay trees.
func check(
  _ record: Record, replacing before: Record? = nil, actor: Actor, in state: some DirectoryState
) throws {
  switch record {
  case .enterprise, .chain, .partner: break
  case .group(let group): try check(group, in: state)
  case .membership(let membership): try check(membership, isNew: before == nil, in: state)
  case .department(let department): try check(department, in: state)
  case .contact(let contact): try check(contact, in: state)
  case .rule(let rule): try check(rule, in: state)
  case .endpoint(let endpoint): try requireOwner(endpoint.party, in: state)
  case .key(let key): try check(key, in: state)
  }
}

private func requireOwner(_ party: Party, in state: some DirectoryState) throws {
  guard let partner = party.partner else { return }
  guard try state.partner(partner) != nil else { throw Refusal.unknown(.partner, field: "party") }
}

private func check(_ key: Key, in state: some DirectoryState) throws {
  try requireOwner(key.party, in: state)
  let matches = (key.party == .enterprise) == (key.role == .brandAdmin)
  guard matches else {
    throw Refusal(
      .invalidValue, "the enterprise's keys have the role brand_admin, a partner's partner_admin",
      field: "role")
  }
}

private func check(_ group: Group, in state: some DirectoryState) throws {
  guard try state.chain(group.chain) != nil else { throw Refusal.unknown(.chain, field: "chain") }
  try checkTree(from: group.parent, of: group.id) { parent in
    guard let above = try state.group(parent), above.chain == group.chain else {
      throw Refusal.unknown(.group, field: "parent")
    }
    return above.parent
  }
}

private func check(_ department: Department, in state: some DirectoryState) throws {
  try checkTree(from: department.parent, of: department.id) { parent in
    guard
      let above = try state.department(parent), above.organization == department.organization
    else { throw Refusal.unknown(.department, field: "parent") }
    return above.parent
  }
}

private func check(
  _ membership: Membership, isNew: Bool, in state: some DirectoryState
) throws {
  guard try state.chain(membership.chain) != nil else {
    throw Refusal.unknown(.chain, field: "chain")
  }
  guard let partner = try state.partner(membership.partner) else {
    throw Refusal.unknown(.partner, field: "partner")
  }
  guard partner.state != .terminated || !isNew else {
    throw Refusal(.wrongState, "a terminated partner cannot join a chain", field: "partner")
  }
  try requireList(membership.groups, limit: Membership.groupLimit, field: "groups")
  for id in membership.groups {
    guard let group = try state.group(id), group.chain == membership.chain else {
      throw Refusal.unknown(.group, field: "groups")
    }
  }
  try checkTree(of: membership, field: "parent", in: state)
}

/// Throws unless the memberships above lie in one chain and do not lead back.
func checkTree(of membership: Membership, field: String, in state: some DirectoryState) throws {
  try checkTree(from: membership.parent, of: membership.id, field: field) { parent in
    guard let above = try state.membership(parent), above.chain == membership.chain else {
      throw Refusal.unknown(.membership, field: field)
    }
    return above.parent
  }
}

/// The deepest tree of groups, departments or memberships.
private let depthLimit = 32

private func checkTree<Node>(
  from parent: Identifier<Node>?, of node: Identifier<Node>, field: String = "parent",
  parentOf: (Identifier<Node>) throws -> Identifier<Node>?
) throws {
  var above = parent
  var depth = 1
  while let current = above {
    guard current != node else {
      throw Refusal(
        .invalidReference, "this would put it below itself; choose another parent", field: field)
    }
    depth += 1
    guard depth <= depthLimit else {
      throw Refusal(.invalidReference, "trees are at most \(depthLimit) levels deep", field: field)
    }
    above = try parentOf(current)
  }
}

/// Throws on repeats, and on more than `limit` members.
func requireList<Member: Hashable>(_ list: [Member], limit: Int, field: String) throws(Refusal) {
  guard list.count <= limit else {
    throw Refusal(.invalidValue, "`\(field)` has at most \(limit) members", field: field)
  }
  guard Set(list).count == list.count else {
    throw Refusal(.invalidValue, "`\(field)` names something twice; keep it once", field: field)
  }
}
