import Domain
import Gateway
import Storage
import Views

/// The rows of a listing that goes on page by page: as they stood at its position, and never more of
/// them than may be seen now.
///
/// The rules are those of now, for a listing ends where they change; a record that has moved since, or
/// an end of a link, may be seen no more or less of it.
struct ListedRows {
  private let rows: RowBuilder
  private let context: ReadContext
  private let position: Position
  private let head: Position

  init(_ rows: RowBuilder, at position: Position, _ context: ReadContext) throws {
    self.rows = rows
    self.context = context
    self.position = position
    head = try context.head()
  }

  func row(of record: RecordID, _ kind: RecordKind) throws -> Row? {
    guard kind == .contact else { return try row(of: record, kind, at: position) }
    guard let contact = try records(at: position).contact(ContactID(record), at: position) else {
      return nil
    }
    return try row(of: contact)
  }

  /// `contact` is as it stood at the listing's position.
  func row(of contact: Contact) throws -> Row? {
    let row = rows.row(of: contact)
    guard row != nil, position < head, contact.organization != rows.scope.party else { return row }
    guard let now = try records(at: head).contact(contact.id, at: head) else { return nil }
    return rows.scope.shows(now, asMuchAs: contact) ? row : rows.row(of: now)
  }

  /// A department, for which the rules alone decide, or a link, whose ends may have moved.
  private func row(of record: RecordID, _ kind: RecordKind, at position: Position) throws -> Row? {
    let row = try rows.row(of: record, kind, at: position, records(at: position))
    guard row != nil, kind == .link, position < head else { return row }
    return try rows.row(of: record, kind, at: head, records(at: head))
  }

  private func records(at position: Position) throws -> any RecordReading {
    try context.session.records(at: position, in: context.caller.enterprise)
  }
}
