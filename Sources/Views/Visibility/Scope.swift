package import Domain

/// What one party may see under one topology, or one of its endpoints of that, ready to be asked
/// record by record.
///
/// An object, for a topology is many values and is looked at with every record.
package final class Scope: Sendable {
  package let party: Party
  package let topology: Topology
  private let sums: RuleSums
  private let hasView: Bool
  /// The kinds of record that have a place in it.
  let hasContacts: Bool
  let hasDepartments: Bool
  package let hasLinks: Bool

  /// `endpoint` narrows what the party sees to the scope of one of its endpoints.
  package init(
    of party: Party, in topology: Topology, narrowedTo endpoint: Endpoint.Scope = .whole
  ) {
    self.party = party
    self.topology = topology
    hasView = topology.hasView(party)
    hasContacts = hasView && endpoint.holds(.contact)
    hasDepartments = hasView && endpoint.holds(.department)
    // Where its ends are: without contacts there are none.
    hasLinks = hasContacts && endpoint.holds(.link)
    let rules = hasView ? topology.ruleIDsInForce(for: party, within: endpoint) : []
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
    guard hasContacts else { return nil }
    guard contact.organization != party else { return .full }
    let ceiling = topology.ceiling(for: party, over: contact.organization)
    guard let result = sums.sum(of: contact, in: topology).visibility?.cut(to: ceiling),
      result.showsContact
    else { return nil }
    return result
  }

  /// Whether no field of a contact shows less than it did as the contact stood earlier.
  package func shows(_ contact: Contact, asMuchAs earlier: Contact) -> Bool {
    guard let old = visibility(of: earlier) else { return true }
    return visibility(of: contact)?.covers(old) ?? false
  }

  /// Whether the party sees a link between two contacts: where it sees both of them.
  package func seesLink(between from: Contact, and to: Contact) -> Bool {
    hasLinks && visibility(of: from) != nil && visibility(of: to) != nil
  }

  /// Nil where the party does not see the department at all.
  package func visibility(of department: Department) -> Visibility? {
    guard hasDepartments else { return nil }
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
