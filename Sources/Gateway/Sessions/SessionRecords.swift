import Domain
import Storage
import Views

/// One enterprise's records as views read them.
struct SessionRecords: RecordReading {
  let reader: any StoreReader
  let enterprise: EnterpriseID
  /// The latest position that it answers about.
  let last: Position

  func contact(_ id: ContactID, at position: Position) throws -> Contact? {
    let row = try reader.version(of: id.record, .contact, at: min(position, last), in: enterprise)
    guard case .contact(let contact) = try row?.decoded() else { return nil }
    return contact
  }

  func contacts(in department: DepartmentID, at position: Position) throws -> [ContactID] {
    var result: [ContactID] = []
    var member: RecordID?
    while true {
      let page = try reader.attachments(
        to: department.record, of: .contact, after: member, at: min(position, last),
        limit: Self.pageSize, in: enterprise)
      result += page.map { ContactID($0.member) }
      guard let end = page.last, page.count == Self.pageSize else { return result }
      member = end.member
    }
  }

  func contacts(of organization: Party, at position: Position) throws -> [ContactID] {
    var result: [ContactID] = []
    var text: String?
    while true {
      let page = try reader.names(
        of: .contact, in: organization.scope(in: enterprise), after: text,
        at: min(position, last), limit: Self.pageSize, enterprise: enterprise)
      result += page.map { ContactID($0.record) }
      guard let end = page.last, page.count == Self.pageSize else { return result }
      text = end.text
    }
  }

  private static let pageSize = 1_000
}
