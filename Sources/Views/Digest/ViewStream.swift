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
    for id in try reader.contacts(of: scope.party, at: position) {
      try visit(id, body) { _ in true }
    }
    let single = scope.namedContacts
    for id in single {
      try visit(id, body) { $0.organization != scope.party }
    }
    for department in named {
      for id in try reader.contacts(in: department, at: position) where !single.contains(id) {
        try visit(id, body) { $0.organization != scope.party && isFirst(department, of: $0) }
      }
    }
    for organization in scope.organizationsNamedByPosition {
      for id in try reader.contacts(of: organization, at: position) where !single.contains(id) {
        try visit(id, body) { contact in
          !contact.placements.contains { named.contains($0.department) }
        }
      }
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

  /// Whoever is placed in several of the departments is met in the first of them alone.
  private func isFirst(_ department: DepartmentID, of contact: Contact) -> Bool {
    contact.placements.first { named.contains($0.department) }?.department == department
  }
}
