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
    try attached(.contact, to: department.record, at: position).map { ContactID($0) }
  }

  private func attached(
    _ kind: RecordKind, to holder: RecordID, at position: Position
  ) throws -> [RecordID] {
    var result: [RecordID] = []
    var member: RecordID?
    while true {
      let page = try reader.attachments(
        to: holder, of: kind, after: member, at: min(position, last), limit: Self.pageSize,
        in: enterprise)
      result += page.map(\.member)
      guard let end = page.last, page.count == Self.pageSize else { return result }
      member = end.member
    }
  }

  func contacts(of organization: Party, at position: Position) throws -> [ContactID] {
    try named(.contact, of: organization, at: position).map { ContactID($0) }
  }

  func link(_ id: LinkID, at position: Position) throws -> Link? {
    let row = try reader.version(of: id.record, .link, at: min(position, last), in: enterprise)
    guard case .link(let link) = try row?.decoded() else { return nil }
    return link
  }

  func links(
    from contact: ContactID, of organization: Party, at position: Position
  ) throws -> [LinkID] {
    try Link.LinkType.allCases.compactMap { type in
      let name = UniqueName(link: type, from: contact, of: organization, in: enterprise)
      return try reader.holder(of: name, at: min(position, last), in: enterprise)
        .map { LinkID($0) }
    }
  }

  func links(at end: ContactID, at position: Position) throws -> [LinkID] {
    try attached(.link, to: end.record, at: position).map { LinkID($0) }
  }

  func links(of organization: Party, at position: Position) throws -> [LinkID] {
    try named(.link, of: organization, at: position).map { LinkID($0) }
  }

  func hasLinks(_ organization: Party, at position: Position) throws -> Bool {
    let first = try reader.names(
      of: .link, in: organization.scope(in: enterprise), after: nil, at: min(position, last),
      limit: 1, enterprise: enterprise)
    return !first.isEmpty
  }

  private func named(
    _ kind: RecordKind, of organization: Party, at position: Position
  ) throws -> [RecordID] {
    var result: [RecordID] = []
    var text: String?
    while true {
      let page = try reader.names(
        of: kind, in: organization.scope(in: enterprise), after: text,
        at: min(position, last), limit: Self.pageSize, enterprise: enterprise)
      result += page.map(\.record)
      guard let end = page.last, page.count == Self.pageSize else { return result }
      text = end.text
    }
  }

  private static let pageSize = 1_000
}
