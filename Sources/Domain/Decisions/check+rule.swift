func check(_ rule: Rule, replacing before: Rule?, in state: some DirectoryState) throws {
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
  try checkSeen(of: rule, replacing: before, in: state)
  try checkSeers(of: rule, in: state)
}

private func checkSeen(
  of rule: Rule, replacing before: Rule?, in state: some DirectoryState
) throws {
  for id in rule.seen.departments {
    guard let department = try state.department(id), department.organization == rule.organization
    else { throw Refusal.unknown(.department, field: "seen/departments") }
  }
  // A contact may have gone since it was named, which must not stand in the way of other changes.
  let named = Set(before?.seen.contacts ?? [])
  for id in rule.seen.contacts where !named.contains(id) {
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
  let neighbourhood = try rule.organization.partner.map { try Neighbourhood(of: $0, in: state) }
  for id in rule.seenBy.partners {
    guard try state.partner(id) != nil, try neighbourhood?.contains(id, in: state) ?? true else {
      throw Refusal.unknown(.partner, field: "seen_by/partners")
    }
  }
}

/// The partners directly above and below a partner in any chain: those that it knows of.
private struct Neighbourhood {
  private let memberships: [Membership]

  init(of partner: PartnerID, in state: some DirectoryState) throws {
    memberships = try state.memberships(of: partner.record, limit: .max)
  }

  func contains(_ other: PartnerID, in state: some DirectoryState) throws -> Bool {
    try memberships.contains { own in
      guard let place = try state.membership(of: other, in: own.chain) else { return false }
      return place.parent == own.id || own.parent == place.id
    }
  }
}
