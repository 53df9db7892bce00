package import Domain

/// What one party may see under one topology, ready to be asked record by record.
///
/// An object, for a topology is many values and is looked at with every record.
package final class Scope: Sendable {
  package let party: Party
  package let topology: Topology
  private let sums: RuleSums
  private let hasView: Bool

  package init(of party: Party, in topology: Topology) {
    self.party = party
    self.topology = topology
    hasView = topology.hasView(party)
    let rules = hasView ? topology.ruleIDsInForce(for: party) : []
    sums = topology.sums.sums(of: rules, in: topology)
  }

  /// The departments that rules name, and those below them as far as they are meant: no other of
  /// another organization is visible, nor anybody in one but `namedContacts` and by position.
  var namedDepartments: Set<DepartmentID> {
    sums.selectors.reduce(into: []) { result, selector in
      switch selector {
      case .department(let id): result.formUnion(topology.descendants(from: id))
      case .singleDepartment(let id): result.insert(id)
      default: break
      }
    }
  }

  var namedContacts: Set<ContactID> {
    sums.selectors.reduce(into: []) { result, selector in
      if case .contact(let id) = selector { result.insert(id) }
    }
  }

  /// The other organizations of whose contacts rules name positions: nothing finds contacts by their
  /// position, so all of theirs are to be looked at.
  var organizationsNamedByPosition: Set<Party> {
    sums.selectors.reduce(into: []) { result, selector in
      if case .position(let organization, _) = selector, organization != party {
        result.insert(organization)
      }
    }
  }

  /// Nil where the party does not see the contact at all.
  package func visibility(of contact: Contact) -> Visibility? {
    guard hasView else { return nil }
    guard contact.organization != party else { return .full }
    let ceiling = topology.ceiling(for: party, over: contact.organization)
    guard let result = sums.sum(of: contact, in: topology).visibility?.cut(to: ceiling),
      result.showsContact
    else { return nil }
    return result
  }

  /// Nil where the party does not see the department at all.
  package func visibility(of department: Department) -> Visibility? {
    guard hasView else { return nil }
    guard department.organization != party else { return .full }
    let ceiling = topology.ceiling(for: party, over: department.organization)
    guard let result = sums.sum(of: department.id, in: topology).visibility?.cut(to: ceiling),
      result.showsDepartment
    else { return nil }
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
}
