import Wire

/// Throws unless a version may stand beside the records of `state`: what it names is there, belongs
/// where it should, and trees stay trees.
func check(
  _ record: Record, replacing before: Record? = nil, in state: some DirectoryState
) throws {
  switch (record, before) {
  case (.group(let group), .group(let old)?): try check(group, replacing: old, in: state)
  case (.group(let group), _): try check(group, replacing: nil, in: state)
  case (.membership(let place), .membership(let old)?): try check(place, replacing: old, in: state)
  case (.membership(let place), _): try check(place, replacing: nil, in: state)
  case (.department(let new), .department(let old)?): try check(new, replacing: old, in: state)
  case (.department(let department), _): try check(department, replacing: nil, in: state)
  case (.rule(let rule), .rule(let old)?): try check(rule, replacing: old, in: state)
  case (.rule(let rule), _): try check(rule, replacing: nil, in: state)
  case (.contact(let contact), _): try check(contact, in: state)
  case (.link(let new), .link(let old)?): try check(new, replacing: old, in: state)
  case (.link(let link), _): try check(link, replacing: nil, in: state)
  case (.endpoint(let new), .endpoint(let old)?): try check(new, replacing: old, in: state)
  case (.endpoint(let endpoint), _): try check(endpoint, replacing: nil, in: state)
  case (.key(let key), _): try check(key, in: state)
  case (.agreement(let new), .agreement(let old)?): try check(new, replacing: old, in: state)
  case (.agreement(let agreement), _): try check(agreement, replacing: nil, in: state)
  case (.enterprise, _), (.chain, _), (.partner, _), (.stagedChange, _): break
  }
}

func requireOwner(_ party: Party, in state: some DirectoryState) throws {
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

private func check(
  _ group: Group, replacing before: Group?, in state: some DirectoryState
) throws {
  guard try state.chain(group.chain) != nil else { throw Refusal.unknown(.chain, field: "chain") }
  guard before == nil || before?.parent != group.parent else { return }
  try TreePlace(group.id, .group, isNew: before == nil).check(under: group.parent, in: state) {
    guard let above = try state.group($0), above.chain == group.chain else { return nil }
    return above
  }
}

private func check(
  _ department: Department, replacing before: Department?, in state: some DirectoryState
) throws {
  guard before == nil || before?.parent != department.parent else { return }
  let place = TreePlace(department.id, .department, isNew: before == nil)
  try place.check(under: department.parent, in: state) {
    guard let above = try state.department($0), above.organization == department.organization
    else { return nil }
    return above
  }
}

private func check(
  _ membership: Membership, replacing before: Membership?, in state: some DirectoryState
) throws {
  guard try state.chain(membership.chain) != nil else {
    throw Refusal.unknown(.chain, field: "chain")
  }
  guard let partner = try state.partner(membership.partner) else {
    throw Refusal.unknown(.partner, field: "partner")
  }
  guard partner.state != .terminated || before != nil else {
    throw Refusal(.wrongState, "a terminated partner cannot join a chain", field: "partner")
  }
  try requireList(membership.groups, limit: Membership.groupLimit, field: "groups")
  for id in membership.groups {
    guard let group = try state.group(id), group.chain == membership.chain else {
      throw Refusal.unknown(.group, field: "groups")
    }
  }
  guard before == nil || before?.parent != membership.parent else { return }
  try checkPlace(of: membership, isNew: before == nil, field: "parent", in: state)
}

/// Throws unless the memberships above lie in one chain and do not lead back.
func checkPlace(
  of membership: Membership, isNew: Bool, field: String, in state: some DirectoryState
) throws {
  let place = TreePlace(membership.id, .membership, isNew: isNew, field: field)
  try place.check(under: membership.parent, in: state) {
    guard let above = try state.membership($0), above.chain == membership.chain else { return nil }
    return above
  }
}

/// Throws on repeats, and on more than `limit` members.
func requireList<Member: Hashable>(_ list: [Member], limit: Int, field: String) throws(Refusal) {
  guard list.count <= limit else {
    throw Refusal(.invalidValue, "`\(field)` has at most \(limit) members", field: field)
  }
  // Most lists hold one thing or none, and to hash that costs more than to look at it.
  guard list.count < 2 || Set(list).count == list.count else {
    throw Refusal(.invalidValue, "`\(field)` names something twice; keep it once", field: field)
  }
}
