package import Domain

/// Where the records are found whose rows may differ for one party: a superset, found from the
/// structure alone.
package struct ViewSources: Hashable, Sendable {
  /// Departments whose own rows may differ.
  package var departments: Set<DepartmentID> = []
  /// Departments of which everybody placed in them, not below them, may differ.
  package var placements: Set<DepartmentID> = []
  package var contacts: Set<ContactID> = []
  /// Contacts of whom only the links may differ.
  package var ends: Set<ContactID> = []
  /// Organizations of which every contact may differ.
  package var organizations: Set<Party> = []

  package init() {}

  package var isEmpty: Bool {
    departments.isEmpty && placements.isEmpty && contacts.isEmpty && ends.isEmpty
      && organizations.isEmpty
  }

  package mutating func formUnion(_ other: ViewSources) {
    departments.formUnion(other.departments)
    placements.formUnion(other.placements)
    contacts.formUnion(other.contacts)
    ends.formUnion(other.ends)
    organizations.formUnion(other.organizations)
  }

  /// Everything that a party may see under one structure.
  package static func whole(of party: Party, in topology: Topology) -> ViewSources {
    var result = ViewSources()
    result.organizations = [party]
    result.departments = topology.departments(of: party)
    for rule in topology.rules(for: party) { result.formUnion(topology.sources(of: rule)) }
    return result
  }

  /// The same without what holds no record of a kind in an endpoint's scope.
  package func narrowed(to scope: Endpoint.Scope) -> ViewSources {
    var result = self
    if !scope.holds(.department) { result.departments = [] }
    if !scope.holds(.contact) {
      result.placements = []
      result.contacts = []
      result.ends = []
      result.organizations = []
    }
    return result
  }

  /// What the changes of one entry may have moved for a party beyond the contacts among them.
  ///
  /// `before` and `after` are the structures on the two sides of the entry, `scopes` those of the
  /// endpoint that is told. A contact that is found by
  /// neither side's departments was changed by the entry itself.
  package static func difference(
    for party: Party, from before: Topology, to after: Topology, by changes: [Change],
    scopes: (before: Endpoint.Scope, after: Endpoint.Scope) = (.whole, .whole)
  ) -> ViewSources {
    guard
      before.hasView(party) == after.hasView(party),
      before.idEpoch(of: party) == after.idEpoch(of: party),
      scopes.before.kinds == scopes.after.kinds
    else {
      var result = whole(of: party, in: before)
      result.formUnion(whole(of: party, in: after))
      return scopes.before.kinds == scopes.after.kinds ? result.narrowed(to: scopes.after) : result
    }
    guard after.hasView(party) else { return ViewSources() }
    var result = ViewSources()
    let old = before.rulesInForce(for: party, within: scopes.before)
    let new = after.rulesInForce(for: party, within: scopes.after)
    for (id, rule) in old where new[id] != rule { result.formUnion(before.sources(of: rule)) }
    for (id, rule) in new where old[id] != rule { result.formUnion(after.sources(of: rule)) }
    if changes.contains(where: { $0.kind == .agreement }) {
      result.formUnion(
        sources(
          of: new.filter { old[$0.key] == $0.value }.values, for: party, from: before, to: after))
    }
    for change in changes where change.kind == .department {
      result.formUnion(sources(of: change, from: before, to: after))
    }
    result.ends = Set(changes.lazy.filter(\.mayMoveLinks).map { ContactID($0.id) })
    return result.narrowed(to: scopes.after)
  }

  /// Where the records are that rules show as before, but up to another ceiling.
  private static func sources(
    of rules: some Sequence<Rule>, for party: Party, from before: Topology, to after: Topology
  ) -> ViewSources {
    var result = ViewSources()
    for rule in rules
    where rule.effect == .allow
      && before.isCut(otherwise: after, for: party, over: rule.organization)
    {
      result.formUnion(after.sources(of: rule))
    }
    return result
  }

  /// A renamed department is another row; a moved one moves everything below it.
  static func sources(
    of change: Change, from before: Topology, to after: Topology
  ) -> ViewSources {
    let id = DepartmentID(change.id)
    var result = ViewSources()
    result.departments = [id]
    guard
      before.departments[id]?.parent != after.departments[id]?.parent
        || before.departments[id] == nil || after.departments[id] == nil
    else { return result }
    for topology in [before, after] {
      result.departments.formUnion(topology.descendants(from: id))
    }
    result.placements = result.departments
    return result
  }
}

extension Topology {
  /// Where the records are that a rule speaks of.
  package func sources(of rule: Rule) -> ViewSources {
    var result = ViewSources()
    for department in rule.seen.departments {
      result.departments.formUnion(descendants(from: department))
    }
    result.placements = result.departments.union(rule.seen.singleDepartments)
    // What is below a department has it for its parent where it is seen.
    for department in rule.seen.singleDepartments {
      result.departments.formUnion(descendants(from: department))
    }
    result.contacts = Set(rule.seen.contacts)
    // Nothing finds contacts by their position.
    if !rule.seen.positions.isEmpty { result.organizations = [rule.organization] }
    return result
  }

  /// The rules that decide what a party sees.
  func rulesInForce(
    for party: Party, within scope: Endpoint.Scope = .whole
  ) -> [RuleID: Rule] {
    var result: [RuleID: Rule] = [:]
    for id in ruleIDsInForce(for: party, within: scope) {
      if let rule = rules[id], rule.isOpen, givesRecords(rule.organization) { result[id] = rule }
    }
    return result
  }
}
