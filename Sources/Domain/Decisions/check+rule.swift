func check(_ rule: Rule, in state: some DirectoryState) throws {
  let limit = Rule.selectorLimit
  try requireList(rule.seen.departments, limit: limit, field: "seen/departments")
  try requireList(rule.seen.contacts, limit: limit, field: "seen/contacts")
  try requireList(rule.seenBy.partners, limit: limit, field: "seen_by/partners")
  try requireList(rule.seenBy.groups, limit: limit, field: "seen_by/groups")
  guard !rule.seen.departments.isEmpty || !rule.seen.contacts.isEmpty else {
    throw Refusal(.invalidValue, "name departments or contacts that are seen", field: "seen")
  }
  let seenBy = rule.seenBy
  guard seenBy.enterprise || !seenBy.partners.isEmpty || !seenBy.groups.isEmpty else {
    throw Refusal(
      .invalidValue, "name the enterprise, partners or groups that see it", field: "seen_by")
  }
  try checkSeen(of: rule, in: state)
  try checkSeers(of: rule, in: state)
}

private func checkSeen(of rule: Rule, in state: some DirectoryState) throws {
  for id in rule.seen.departments {
    guard let department = try state.department(id), department.organization == rule.organization
    else { throw Refusal.unknown(.department, field: "seen/departments") }
  }
  for id in rule.seen.contacts {
    guard let contact = try state.contact(id), contact.organization == rule.organization
    else { throw Refusal.unknown(.contact, field: "seen/contacts") }
  }
}

private func checkSeers(of rule: Rule, in state: some DirectoryState) throws {
  if rule.organization == .enterprise, rule.seenBy.enterprise {
    throw Refusal(
      .invalidValue, "the enterprise sees its own records without a rule",
      field: "seen_by/enterprise")
  }
  // Groups are the enterprise's to know; a partner names its neighbours only.
  guard rule.organization == .enterprise || rule.seenBy.groups.isEmpty else {
    throw Refusal.unknown(.group, field: "seen_by/groups")
  }
  for id in rule.seenBy.groups where try state.group(id) == nil {
    throw Refusal.unknown(.group, field: "seen_by/groups")
  }
  let neighbours = try rule.organization.partner.map { try tierNeighbours(of: $0, in: state) }
  for id in rule.seenBy.partners {
    guard try state.partner(id) != nil, neighbours?.contains(id) ?? true else {
      throw Refusal.unknown(.partner, field: "seen_by/partners")
    }
  }
}

/// The partners directly above and below a partner in any chain: those that it knows of.
private func tierNeighbours(
  of partner: PartnerID, in state: some DirectoryState
) throws -> Set<PartnerID> {
  var result: Set<PartnerID> = []
  for membership in try state.memberships(of: partner.record, limit: Decision.changeLimit)
  where membership.partner == partner {
    if let parent = try membership.parent.flatMap({ try state.membership($0) }) {
      result.insert(parent.partner)
    }
    for child in try state.memberships(of: membership.id.record, limit: Decision.changeLimit) {
      result.insert(child.partner)
    }
  }
  return result
}
