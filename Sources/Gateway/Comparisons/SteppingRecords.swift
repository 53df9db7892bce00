import Domain
import Storage
import Views

/// Reads many records through a session without holding one snapshot of the store all the while, so
/// that checkpoints can pass; what is read at a position is the same in every later snapshot.
final class SteppingRecords: RecordReading {
  private let session: ReadSession
  private let enterprise: EnterpriseID
  private let last: Position
  private var reads = 0

  init(_ session: ReadSession, in enterprise: EnterpriseID, last: Position) {
    self.session = session
    self.enterprise = enterprise
    self.last = last
  }

  func contact(_ id: ContactID, at position: Position) throws -> Contact? {
    try step().contact(id, at: position)
  }

  func contacts(in department: DepartmentID, at position: Position) throws -> [ContactID] {
    try step().contacts(in: department, at: position)
  }

  func contacts(of organization: Party, at position: Position) throws -> [ContactID] {
    try step().contacts(of: organization, at: position)
  }

  func link(_ id: LinkID, at position: Position) throws -> Link? {
    try step().link(id, at: position)
  }

  func links(
    from contact: ContactID, of organization: Party, at position: Position
  ) throws -> [LinkID] {
    try step().links(from: contact, of: organization, at: position)
  }

  func links(at end: ContactID, at position: Position) throws -> [LinkID] {
    try step().links(at: end, at: position)
  }

  func links(of organization: Party, at position: Position) throws -> [LinkID] {
    try step().links(of: organization, at: position)
  }

  func hasLinks(_ organization: Party, at position: Position) throws -> Bool {
    try step().hasLinks(organization, at: position)
  }

  private static let readsPerSnapshot = 4_096

  private func step() throws -> SessionRecords {
    reads += 1
    if reads.isMultiple(of: Self.readsPerSnapshot) { try session.release() }
    return SessionRecords(
      reader: try session.snapshot(), enterprise: enterprise, last: last)
  }
}
