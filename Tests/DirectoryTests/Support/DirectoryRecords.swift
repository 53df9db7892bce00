import Domain

/// The records of one enterprise by id, counting how often a name is looked up.
final class DirectoryRecords: DirectoryState {
  let enterprise: EnterpriseID
  private(set) var records: [Record] = []
  private(set) var lookedUp: [UniqueName] = []

  init(enterprise: EnterpriseID) {
    self.enterprise = enterprise
  }

  func put(_ record: Record) {
    records.removeAll { $0.id == record.id }
    records.append(record)
  }

  func record(_ id: RecordID, _ kind: RecordKind) -> Record? {
    records.first { $0.id == id && $0.kind == kind }
  }

  func holder(of name: UniqueName) -> RecordID? {
    lookedUp.append(name)
    return records.first { $0.uniqueName(in: enterprise) == name }?.id
  }

  func attachments(to holder: RecordID, limit: Int) -> [Attachment] {
    Array(records.lazy.flatMap(\.attachments).filter { $0.holder == holder }.prefix(limit))
  }

  func hasNames(in scope: RecordID) -> Bool {
    records.contains { $0.uniqueName(in: enterprise).scope == scope }
  }
}
