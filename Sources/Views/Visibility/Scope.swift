package import Domain

/// What one party may see under one topology, ready to be asked record by record.
package struct Scope: Sendable {
  package let party: Party
  package let topology: Topology
  /// What the rules that name one thing give together.
  private let sums: [Selector: RuleSum]
  private let hasView: Bool

  package init(of party: Party, in topology: Topology) {
    self.party = party
    self.topology = topology
    hasView = topology.hasView(party)
    var sums: [Selector: RuleSum] = [:]
    if hasView {
      for rule in topology.rules(for: party) where topology.givesRecords(rule.organization) {
        for selector in rule.seenSelectors { sums[selector, default: RuleSum()].add(rule) }
      }
    }
    self.sums = sums
  }

  /// The departments that rules name, and those below them as far as they are meant: no other of
  /// another organization is visible, nor anybody in one but `namedContacts` and by position.
  var namedDepartments: Set<DepartmentID> {
    sums.keys.reduce(into: []) { result, selector in
      switch selector {
      case .department(let id): result.formUnion(topology.descendants(from: id))
      case .singleDepartment(let id): result.insert(id)
      default: break
      }
    }
  }

  var namedContacts: Set<ContactID> {
    sums.keys.reduce(into: []) { result, selector in
      if case .contact(let id) = selector { result.insert(id) }
    }
  }

  /// The other organizations of whose contacts rules name positions: nothing finds contacts by their
  /// position, so all of theirs are to be looked at.
  var organizationsNamedByPosition: Set<Party> {
    sums.keys.reduce(into: []) { result, selector in
      if case .position(let organization, _) = selector, organization != party {
        result.insert(organization)
      }
    }
  }

  /// Nil where the party does not see the contact at all.
  package func visibility(of contact: Contact) -> Visibility? {
    guard hasView else { return nil }
    guard contact.organization != party else { return .full }
    var matching = sums[.contact(contact.id)] ?? RuleSum()
    for placement in contact.placements {
      collect(from: placement.department, into: &matching)
      if let position = placement.position,
        let rules = sums[.position(contact.organization, position)]
      {
        matching.add(rules)
      }
    }
    guard let result = matching.visibility, result.showsContact else { return nil }
    return result
  }

  /// Nil where the party does not see the department at all.
  package func visibility(of department: Department) -> Visibility? {
    guard hasView else { return nil }
    guard department.organization != party else { return .full }
    var matching = RuleSum()
    collect(from: department.id, into: &matching)
    guard let result = matching.visibility, result.showsDepartment else { return nil }
    return result
  }

  package func sees(_ department: DepartmentID) -> Bool {
    topology.departments[department].flatMap { visibility(of: $0) } != nil
  }

  /// The nearest department above that the party sees.
  package func visibleParent(of department: Department) -> DepartmentID? {
    guard let parent = department.parent else { return nil }
    return topology.ancestors(from: parent).first { sees($0) }
  }

  /// Joins what the rules of a department and of those above it give.
  private func collect(from department: DepartmentID, into sum: inout RuleSum) {
    guard !sums.isEmpty else { return }
    if let rules = sums[.singleDepartment(department)] { sum.add(rules) }
    var next: DepartmentID? = department
    while let current = next {
      if let rules = sums[.department(current)] { sum.add(rules) }
      next = topology.departments[current]?.parent
    }
  }
}
