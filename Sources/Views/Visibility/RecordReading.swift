package import Domain

/// Records at positions, as views read them; errors thrown are the store's own.
package protocol RecordReading {
  func contact(_ id: ContactID, at position: Position) throws -> Contact?
  /// Everybody placed in a department itself, not below it.
  func contacts(in department: DepartmentID, at position: Position) throws -> [ContactID]
  func contacts(of organization: Party, at position: Position) throws -> [ContactID]
  func link(_ id: LinkID, at position: Position) throws -> Link?
  /// The links that lead from a contact of an organization, at most one of each type.
  func links(
    from contact: ContactID, of organization: Party, at position: Position
  ) throws -> [LinkID]
  /// The links that lead from or to a contact.
  func links(at end: ContactID, at position: Position) throws -> [LinkID]
  func links(of organization: Party, at position: Position) throws -> [LinkID]
  /// Whether an organization has any link.
  func hasLinks(_ organization: Party, at position: Position) throws -> Bool
}
