package import Domain

/// What one party may see under one topology, ready to be asked record by record.
package struct Scope: Sendable {
  package let party: Party
  package let topology: Topology
  /// What the rules that name a department, or a contact, give together.
  private let rulesOfDepartment: [DepartmentID: RuleSum]
  private let rulesOfContact: [ContactID: RuleSum]
  private let hasView: Bool

  package init(of party: Party, in topology: Topology) {
    self.party = party
    self.topology = topology
    hasView = topology.hasView(party)
    var byDepartment: [DepartmentID: RuleSum] = [:]
    var byContact: [ContactID: RuleSum] = [:]
    if hasView {
      for rule in topology.rules(for: party) where topology.givesRecords(rule.organization) {
        for department in rule.seen.departments {
          byDepartment[department, default: RuleSum()].add(rule)
        }
        for contact in rule.seen.contacts { byContact[contact, default: RuleSum()].add(rule) }
      }
    }
    rulesOfDepartment = byDepartment
    rulesOfContact = byContact
  }

  /// The departments that rules name, whose trees hold all that may be visible beside own records
  /// and single contacts.
  var namedDepartments: some Sequence<DepartmentID> { rulesOfDepartment.keys }
  var namedContacts: some Sequence<ContactID> { rulesOfContact.keys }

  /// Nil where the party does not see the contact at all.
  package func visibility(of contact: Contact) -> Visibility? {
    guard hasView else { return nil }
    guard contact.organization != party else { return .full }
    var matching = rulesOfContact[contact.id] ?? RuleSum()
    for placement in contact.placements { collect(from: placement.department, into: &matching) }
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
    guard !rulesOfDepartment.isEmpty else { return }
    var next: DepartmentID? = department
    while let current = next {
      if let rules = rulesOfDepartment[current] { sum.add(rules) }
      next = topology.departments[current]?.parent
    }
  }
}
