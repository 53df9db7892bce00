package import Domain

/// Records at positions, as views read them; errors thrown are the store's own.
package protocol RecordReading {
  func contact(_ id: ContactID, at position: Position) throws -> Contact?
  /// Everybody placed in a department itself, not below it.
  func contacts(in department: DepartmentID, at position: Position) throws -> [ContactID]
  func contacts(of organization: Party, at position: Position) throws -> [ContactID]
}
