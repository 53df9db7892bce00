package import Domain

/// Where the records of a party's view are to be found: everything that may be in it, section by
/// section, so that a view can be read in pages.
///
/// What is found in a section may still not be visible.
package struct ViewSections: Sendable {
  /// In an order that is a function of the party's structure and its own ids.
  package let all: [ViewSection]
  private let party: Party
  /// Departments of others whose contacts may be visible.
  private let placed: Set<DepartmentID>
  private let single: Set<ContactID>

  package init(of scope: Scope, _ ids: PartyIDs) {
    party = scope.party
    single = scope.namedContacts
    let own = scope.topology.departments(of: scope.party)
    placed = scope.namedDepartments.subtracting(own)
    let departments = placed.sorted { ids.shown($0.record) < ids.shown($1.record) }
    let organizations = scope.organizationsNamedByPosition.sorted {
      ids.shown($0.scope(in: ids.enterprise)) < ids.shown($1.scope(in: ids.enterprise))
    }
    let others =
      [.namedContacts(single)] + departments.map { ViewSection.placed($0) }
      + organizations.map { ViewSection.positioned($0) }
    let links = [.ownLinks] + others.map { ViewSection.links($0) }
    all =
      [.departments(own.union(placed)), .ownContacts] + others + (scope.hasLinks ? links : [])
  }

  /// Whether a contact belongs into the section in which it was found: one that stands in several is
  /// meant in the first of them alone.
  package func holds(_ contact: Contact, in section: ViewSection) -> Bool {
    switch section {
    case .departments, .ownLinks: false
    case .links(let contacts): holds(contact, in: contacts)
    case .ownContacts: true
    case .namedContacts: contact.organization != party
    case .placed(let department):
      contact.organization != party && !single.contains(contact.id)
        && contact.placements.first { placed.contains($0.department) }?.department == department
    case .positioned:
      contact.organization != party && !single.contains(contact.id)
        && !contact.placements.contains { placed.contains($0.department) }
    }
  }
}

/// One part of the places where a view is looked for.
package indirect enum ViewSection: Sendable {
  /// The party's own departments, and those of others that rules name.
  case departments(Set<DepartmentID>)
  /// All contacts of the party's own.
  case ownContacts
  /// Contacts that rules name one by one.
  case namedContacts(Set<ContactID>)
  /// Contacts placed in a department of another organization.
  case placed(DepartmentID)
  /// Contacts of another organization of whom rules name positions.
  case positioned(Party)
  /// All links of the party's own.
  case ownLinks
  /// The links that lead from the contacts of another section, so that each is in one section.
  case links(ViewSection)
}
