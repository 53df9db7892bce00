package import Domain

/// What one party may see under one topology, ready to be asked record by record.
package struct Scope: Sendable {
  package let party: Party
  package let topology: Topology
  private let rulesOfDepartment: [DepartmentID: [Rule]]
  private let rulesOfContact: [ContactID: [Rule]]
  private let hasView: Bool

  package init(of party: Party, in topology: Topology) {
    self.party = party
    self.topology = topology
    hasView = topology.hasView(party)
    var byDepartment: [DepartmentID: [Rule]] = [:]
    var byContact: [ContactID: [Rule]] = [:]
    if hasView {
      for rule in topology.rules(for: party) where topology.givesRecords(rule.organization) {
        for department in rule.seen.departments { byDepartment[department, default: []] += [rule] }
        for contact in rule.seen.contacts { byContact[contact, default: []] += [rule] }
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
    var matching = rulesOfContact[contact.id] ?? []
    for placement in contact.placements { collect(from: placement.department, into: &matching) }
    guard let result = visibility(under: matching), result.showsContact else { return nil }
    return result
  }

  /// Nil where the party does not see the department at all.
  package func visibility(of department: Department) -> Visibility? {
    guard hasView else { return nil }
    guard department.organization != party else { return .full }
    var matching: [Rule] = []
    collect(from: department.id, into: &matching)
    guard let result = visibility(under: matching), result.showsDepartment else { return nil }
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

  private func collect(from department: DepartmentID, into rules: inout [Rule]) {
    guard !rulesOfDepartment.isEmpty else { return }
    for id in topology.ancestors(from: department) { rules += rulesOfDepartment[id] ?? [] }
  }

  private func visibility(under matching: [Rule]) -> Visibility? {
    let allows = matching.filter { $0.effect == .allow }
    guard !allows.isEmpty else { return nil }
    return Visibility(allows: allows, denies: matching.filter { $0.effect == .deny })
  }
}
