package import Domain

/// Every row of a party's view at one position, one after the other and once each, so that what is
/// held at a time does not grow with the view.
package struct ViewStream {
  private let rows: RowBuilder
  private let reader: any RecordReading
  private let position: Position
  /// The departments of others whose contacts may be visible.
  private let named: Set<DepartmentID>

  /// `reader` answers at `position`, which is that of the builder's topology or a later one that the
  /// party's structure was not touched after.
  package init(rows: RowBuilder, reader: any RecordReading, at position: Position) {
    self.rows = rows
    self.reader = reader
    self.position = position
    let scope = rows.scope
    named = scope.namedDepartments.subtracting(scope.topology.departments(of: scope.party))
  }

  /// Errors thrown are the store's own, or the body's.
  package func forEach(_ body: (Row) throws -> Void) throws {
    let scope = rows.scope
    for id in scope.topology.departments(of: scope.party).union(named) {
      guard let department = scope.topology.departments[id] else { continue }
      if let row = rows.row(of: department) { try body(row) }
    }
    guard scope.hasContacts else { return }
    var linked: [Party: Bool] = [:]
    for id in try reader.contacts(of: scope.party, at: position) {
      try visit(id, body) { _ in true }
    }
    if scope.hasLinks { try forEachOwnLink(body) }
    let single = scope.namedContacts
    for id in single {
      try visit(id, body, &linked) { $0.organization != scope.party }
    }
    for department in named {
      for id in try reader.contacts(in: department, at: position) where !single.contains(id) {
        try visit(id, body, &linked) {
          $0.organization != scope.party && isFirst(department, of: $0)
        }
      }
    }
    for organization in scope.organizationsNamedByPosition {
      for id in try reader.contacts(of: organization, at: position) where !single.contains(id) {
        try visit(id, body, &linked) { contact in
          !contact.placements.contains { named.contains($0.department) }
        }
      }
    }
  }

  /// A contact of another organization, and the links that lead from it: so each is met once.
  private func visit(
    _ id: ContactID, _ body: (Row) throws -> Void, _ linked: inout [Party: Bool],
    where isMeant: (Contact) -> Bool
  ) throws {
    var seen: Contact?
    try visit(id, body) { contact in
      if isMeant(contact) { seen = contact }
      return seen != nil
    }
    guard rows.scope.hasLinks, let from = seen, rows.scope.visibility(of: from) != nil else {
      return
    }
    let organization = from.organization
    let isLinked = try linked[organization] ?? reader.hasLinks(organization, at: position)
    linked[organization] = isLinked
    guard isLinked else { return }
    for link in try reader.links(from: id, of: organization, at: position) {
      guard let link = try reader.link(link, at: position),
        let to = try reader.contact(link.to, at: position),
        let row = rows.row(of: link, from: from, to: to)
      else { continue }
      try body(row)
    }
  }

  private func visit(
    _ id: ContactID, _ body: (Row) throws -> Void, where isMeant: (Contact) -> Bool
  ) throws {
    guard let contact = try reader.contact(id, at: position), isMeant(contact),
      let row = rows.row(of: contact)
    else { return }
    try body(row)
  }

  private func forEachOwnLink(_ body: (Row) throws -> Void) throws {
    for id in try reader.links(of: rows.scope.party, at: position) {
      if let row = try rows.row(of: id.record, .link, at: position, reader) { try body(row) }
    }
  }

  /// Whoever is placed in several of the departments is met in the first of them alone.
  private func isFirst(_ department: DepartmentID, of contact: Contact) -> Bool {
    contact.placements.first { named.contains($0.department) }?.department == department
  }
}
