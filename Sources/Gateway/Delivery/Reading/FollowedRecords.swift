import Domain
import Storage
import Views

/// One enterprise's records as whole views read them: contacts that are known anyway are not read
/// again, and the others are not kept, for a view may be larger than all that is kept.
struct FollowedRecords: RecordReading {
  private let journal: FollowedJournal
  private let stored: SessionRecords

  /// `last` is the latest position that it answers about, at or before the journal's head.
  init(journal: FollowedJournal, reader: any StoreReader, last: Position) {
    self.journal = journal
    stored = SessionRecords(reader: reader, enterprise: journal.enterprise, last: last)
  }

  func contact(_ id: ContactID, at position: Position) throws -> Contact? {
    if let known = journal.knownContact(id.record, at: min(position, stored.last)) {
      return known.contact
    }
    return try stored.contact(id, at: position)
  }

  func contacts(in department: DepartmentID, at position: Position) throws -> [ContactID] {
    try stored.contacts(in: department, at: position)
  }

  func contacts(of organization: Party, at position: Position) throws -> [ContactID] {
    try stored.contacts(of: organization, at: position)
  }

  func link(_ id: LinkID, at position: Position) throws -> Link? {
    try stored.link(id, at: position)
  }

  func links(
    from contact: ContactID, of organization: Party, at position: Position
  ) throws -> [LinkID] {
    try stored.links(from: contact, of: organization, at: position)
  }

  func links(at end: ContactID, at position: Position) throws -> [LinkID] {
    try stored.links(at: end, at: position)
  }

  func links(of organization: Party, at position: Position) throws -> [LinkID] {
    try stored.links(of: organization, at: position)
  }

  func hasLinks(_ organization: Party, at position: Position) throws -> Bool {
    try stored.hasLinks(organization, at: position)
  }
}
