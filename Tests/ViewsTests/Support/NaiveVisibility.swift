import Wire

@testable import Domain
@testable import Views

/// What a party may see, worked out from the words of the design: record by record over all rules,
/// with no index and no order.
struct NaiveVisibility {
  let records: [RecordID: Record]
  let party: Party
  /// Asked where it is given, instead of the phases that rules and agreements are in.
  var clock: Timestamp?
  /// That of one of the party's endpoints.
  var scope = Endpoint.Scope.whole

  private var rules: [Rule] {
    records.values.compactMap { record in
      guard case .rule(let rule) = record, counts(rule) else { return nil }
      return rule.effect == .deny || isInScope(rule) ? rule : nil
    }
  }

  private func isInScope(_ rule: Rule) -> Bool {
    if let purposes = scope.purposes, !purposes.contains(rule.purpose) { return false }
    guard let chains = scope.chains else { return true }
    // As if there were no other chains.
    let rest = records.filter { _, record in
      guard case .membership(let place) = record else { return true }
      return chains.contains(place.chain)
    }
    return NaiveVisibility(records: rest, party: party).speaks(rule)
  }

  private func counts(_ rule: Rule) -> Bool {
    counts(rule.window, rule.phase)
  }

  private func counts(_ window: Window?, _ phase: Window.Phase) -> Bool {
    guard let clock else { return phase == .open }
    let hasBegun = window?.from.map { $0 <= clock } ?? true
    return hasBegun && window?.until.map { clock < $0 } ?? true
  }

  private var places: [Membership] {
    records.values.compactMap { if case .membership(let place) = $0 { place } else { nil } }
  }

  private func terms(of party: Party) -> Terms? {
    for case .agreement(let agreement) in records.values
    where .partner(agreement.partner) == party {
      let isOpen = counts(agreement.terms.term, agreement.phase)
      return isOpen ? agreement.terms : Terms(ceiling: FieldLevels(), purposes: [])
    }
    return nil
  }

  private func takesPart(_ party: Party) -> Bool {
    guard let id = party.partner else { return true }
    guard case .partner(let partner)? = records[id.record] else { return false }
    return partner.state == .active || partner.state == .suspended
  }

  private func path(from department: DepartmentID) -> Set<DepartmentID> {
    guard case .department(let record)? = records[department.record] else { return [] }
    return (record.parent.map { path(from: $0) } ?? []).union([department])
  }

  private func path(from group: GroupID) -> Set<GroupID> {
    guard case .group(let record)? = records[group.record] else { return [] }
    return (record.parent.map { path(from: $0) } ?? []).union([group])
  }

  private func speaks(_ rule: Rule) -> Bool {
    guard let partner = party.partner else { return rule.seenBy.enterprise }
    let seenBy = rule.seenBy
    if seenBy.partners.contains(partner) || seenBy.subtrees.contains(partner) { return true }
    if case .partner(let record)? = records[partner.record], seenBy.kinds.contains(record.kind) {
      return true
    }
    let own = places.filter { $0.partner == partner }
    let groups = own.flatMap(\.groups)
    if groups.contains(where: { seenBy.singleGroups.contains($0) }) { return true }
    if groups.contains(where: { !path(from: $0).isDisjoint(with: seenBy.groups) }) { return true }
    return own.contains { place in
      let above = line(above: place)
      return above.contains { seenBy.subtrees.contains($0.partner) }
        || seenBy.tiers.contains { $0.chain == place.chain && $0.depth == above.count + 1 }
    }
  }

  private func line(above place: Membership) -> [Membership] {
    guard let above = places.first(where: { $0.id == place.parent }) else { return [] }
    return [above] + line(above: above)
  }

  private func levels(
    of organization: Party, _ matches: (Rule) -> Bool
  ) -> (fields: [Field: FieldLevel], classes: [FieldClass: FieldLevel])? {
    guard takesPart(party) else { return nil }
    guard organization != party else {
      return (
        Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, .clear) }),
        Dictionary(uniqueKeysWithValues: FieldClass.allCases.map { ($0, .clear) })
      )
    }
    guard takesPart(organization) else { return nil }
    let agreed = [terms(of: party), terms(of: organization)].compactMap { $0 }
    let matching = rules.filter { rule in
      rule.organization == organization && speaks(rule) && matches(rule)
        && (rule.effect == .deny || agreed.allSatisfy { $0.purposes.contains(rule.purpose) })
    }
    guard matching.contains(where: { $0.effect == .allow }) else { return nil }
    func level(_ read: (Rule) -> FieldLevel) -> FieldLevel {
      let allow = matching.filter { $0.effect == .allow }.map(read).max() ?? .hidden
      let deny = matching.filter { $0.effect == .deny }.map(read).min() ?? .clear
      return min(allow, deny)
    }
    func ceiling(_ read: (FieldLevels) -> FieldLevel) -> FieldLevel {
      agreed.map { read($0.ceiling) }.min() ?? .clear
    }
    return (
      Dictionary(
        uniqueKeysWithValues: Field.allCases.map { field in
          (
            field,
            min(level { $0.fields.level(of: field) }, ceiling { $0.level(of: field) })
          )
        }),
      Dictionary(
        uniqueKeysWithValues: FieldClass.allCases.map { name in
          (name, min(level { $0.fields.level(of: name) }, ceiling { $0.level(of: name) }))
        })
    )
  }

  func levels(
    of contact: Contact
  ) -> (fields: [Field: FieldLevel], classes: [FieldClass: FieldLevel])? {
    guard scope.kinds?.contains(.contact) ?? true else { return nil }
    let departments = contact.placements.reduce(into: Set<DepartmentID>()) {
      $0.formUnion(path(from: $1.department))
    }
    let result = levels(of: contact.organization) { rule in
      rule.seen.contacts.contains(contact.id)
        || !departments.isDisjoint(with: rule.seen.departments)
        || contact.placements.contains { place in
          rule.seen.singleDepartments.contains(place.department)
            || rule.seen.positions.contains { $0 == place.position }
        }
    }
    guard let result else { return nil }
    let shows =
      result.fields.values.contains { $0 > .hidden }
      || result.classes.values.contains { $0 > .hidden }
    return shows ? result : nil
  }

  func levels(
    of department: Department
  ) -> (fields: [Field: FieldLevel], classes: [FieldClass: FieldLevel])? {
    guard scope.kinds?.contains(.department) ?? true else { return nil }
    let departments = path(from: department.id)
    let result = levels(of: department.organization) { rule in
      !departments.isDisjoint(with: rule.seen.departments)
        || rule.seen.singleDepartments.contains(department.id)
    }
    guard let result else { return nil }
    let shows = [.name, .code].contains { result.fields[$0] ?? .hidden > .hidden }
    return shows ? result : nil
  }

  /// Whether a visibility says the same.
  func agrees(_ visibility: Visibility?, with contact: Contact) -> Bool {
    agrees(visibility, levels(of: contact))
  }

  func agrees(_ visibility: Visibility?, with department: Department) -> Bool {
    agrees(visibility, levels(of: department))
  }

  private func agrees(
    _ visibility: Visibility?,
    _ levels: (fields: [Field: FieldLevel], classes: [FieldClass: FieldLevel])?
  ) -> Bool {
    guard let visibility, let levels else { return visibility == nil && levels == nil }
    return levels.fields.allSatisfy { visibility.level(of: $0.key) == $0.value }
      && levels.classes.allSatisfy { visibility.level(of: $0.key) == $0.value }
  }
}
