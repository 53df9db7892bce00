func check(_ rule: Rule, replacing before: Rule?, in state: some DirectoryState) throws {
  try checkLists(of: rule.seen)
  try checkLists(of: rule.seenBy)
  guard !rule.seen.isEmpty else {
    throw Refusal(
      .invalidValue, "name departments, contacts or positions that are seen", field: "seen")
  }
  guard !rule.seenBy.isEmpty else {
    throw Refusal(
      .invalidValue, "name the enterprise, or partners by any selector, that see it",
      field: "seen_by")
  }
  try checkSeen(of: rule, replacing: before, in: state)
  if let partner = rule.organization.partner {
    try checkSeers(of: rule.seenBy, by: partner, in: state)
  } else {
    try checkSeers(of: rule.seenBy, in: state)
  }
}

private func checkLists(of seen: Rule.Seen) throws(Refusal) {
  let limit = Rule.selectorLimit
  try requireList(seen.departments, limit: limit, field: "seen/departments")
  try requireList(seen.singleDepartments, limit: limit, field: "seen/single_departments")
  try requireList(seen.contacts, limit: limit, field: "seen/contacts")
  try requireList(seen.positions, limit: limit, field: "seen/positions")
}

private func checkLists(of seenBy: Rule.SeenBy) throws(Refusal) {
  let limit = Rule.selectorLimit
  try requireList(seenBy.partners, limit: limit, field: "seen_by/partners")
  try requireList(seenBy.groups, limit: limit, field: "seen_by/groups")
  try requireList(seenBy.singleGroups, limit: limit, field: "seen_by/single_groups")
  try requireList(seenBy.kinds, limit: limit, field: "seen_by/kinds")
  try requireList(seenBy.tiers, limit: limit, field: "seen_by/tiers")
  try requireList(seenBy.subtrees, limit: limit, field: "seen_by/subtrees")
}

private func checkSeen(
  of rule: Rule, replacing before: Rule?, in state: some DirectoryState
) throws {
  let departments = [
    ("seen/departments", rule.seen.departments),
    ("seen/single_departments", rule.seen.singleDepartments),
  ]
  for (field, ids) in departments {
    for id in ids {
      guard let department = try state.department(id), department.organization == rule.organization
      else { throw Refusal.unknown(.department, field: field) }
    }
  }
  // A contact may have gone since it was named, which must not stand in the way of other changes.
  let named = Set(before?.seen.contacts ?? [])
  for id in rule.seen.contacts where !named.contains(id) {
    guard let contact = try state.contact(id), contact.organization == rule.organization
    else { throw Refusal.unknown(.contact, field: "seen/contacts") }
  }
}

/// Whom the enterprise speaks to.
private func checkSeers(of seenBy: Rule.SeenBy, in state: some DirectoryState) throws {
  guard !seenBy.enterprise else {
    throw Refusal(
      .invalidValue, "the enterprise sees its own records without a rule",
      field: "seen_by/enterprise")
  }
  for (field, ids) in [
    ("seen_by/groups", seenBy.groups), ("seen_by/single_groups", seenBy.singleGroups),
  ] {
    for id in ids where try state.group(id) == nil { throw Refusal.unknown(.group, field: field) }
  }
  for (field, ids) in [
    ("seen_by/partners", seenBy.partners), ("seen_by/subtrees", seenBy.subtrees),
  ] {
    for id in ids where try state.partner(id) == nil {
      throw Refusal.unknown(.partner, field: field)
    }
  }
  for tier in seenBy.tiers where try state.chain(tier.chain) == nil {
    throw Refusal.unknown(.chain, field: "seen_by/tiers")
  }
}

/// Whom a partner speaks to: the enterprise, its neighbours, and all below itself.
///
/// Groups, kinds and tiers are the enterprise's to know; through them, or through the subtree of
/// another, a partner would reach those that it cannot know of.
private func checkSeers(
  of seenBy: Rule.SeenBy, by partner: PartnerID, in state: some DirectoryState
) throws {
  guard seenBy.groups.isEmpty else { throw Refusal.unknown(.group, field: "seen_by/groups") }
  guard seenBy.singleGroups.isEmpty else {
    throw Refusal.unknown(.group, field: "seen_by/single_groups")
  }
  guard seenBy.tiers.isEmpty else { throw Refusal.unknown(.chain, field: "seen_by/tiers") }
  guard seenBy.kinds.isEmpty else {
    throw Refusal(
      .invalidValue,
      "kinds are for rules of the enterprise; name partners, or your own subtree instead",
      field: "seen_by/kinds")
  }
  guard seenBy.subtrees.allSatisfy({ $0 == partner }) else {
    throw Refusal.unknown(.partner, field: "seen_by/subtrees")
  }
  guard !seenBy.partners.isEmpty else { return }
  let neighbourhood = try Neighbourhood(of: partner, in: state)
  for id in seenBy.partners {
    guard try state.partner(id) != nil, try neighbourhood.contains(id, in: state) else {
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
