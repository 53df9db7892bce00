import Domain

/// The records of one enterprise in a dictionary, searched from end to end: slow and plain to see.
struct DirectoryDouble: DirectoryState {
  let enterprise: EnterpriseID
  private var rows: [Address: Row] = [:]

  private struct Address: Hashable {
    let id: RecordID
    let kind: RecordKind
  }

  private struct Row {
    let record: Record
    let name: UniqueName
    let attachments: Set<Attachment>
  }

  init(enterprise: EnterpriseID, _ records: [Record] = []) {
    self.enterprise = enterprise
    for record in records { put(record) }
  }

  var records: [Record] { rows.values.map(\.record) }

  func record(_ id: RecordID, _ kind: RecordKind) -> Record? {
    rows[Address(id: id, kind: kind)]?.record
  }

  func holder(of name: UniqueName) -> RecordID? {
    rows.values.first { $0.name == name }?.record.id
  }

  func attachments(to holder: RecordID, limit: Int) -> [Attachment] {
    let all = rows.values.lazy.flatMap(\.attachments).filter { $0.holder == holder }
    // Rules first, so that whoever cuts the list too early misses what it looks for.
    let ordered = all.sorted { $0.memberKind.rawValue > $1.memberKind.rawValue }
    return Array(ordered.prefix(limit))
  }

  func hasNames(in scope: RecordID) -> Bool {
    rows.values.contains { $0.name.scope == scope }
  }

  mutating func put(_ record: Record) {
    rows[Address(id: record.id, kind: record.kind)] = Row(
      record: record, name: record.uniqueName(in: enterprise), attachments: record.attachments)
  }

  mutating func apply(_ decision: Decision) {
    for change in decision.changes {
      rows[Address(id: change.id, kind: change.kind)] = nil
      if let after = change.after { put(after) }
    }
  }
}
