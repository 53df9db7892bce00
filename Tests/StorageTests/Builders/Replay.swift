import Domain
import Storage

/// The state after some first entries of a journal, made from nothing but their changes.
struct Replay {
  let enterprise: EnterpriseID
  private(set) var records: [RecordID: Record] = [:]
  /// The newest version of every record that ever was.
  private(set) var versions: [RecordID: VersionRow] = [:]

  init(of enterprise: EnterpriseID) {
    self.enterprise = enterprise
  }

  mutating func apply(_ write: EntryWrite) {
    for (change, version) in zip(write.changes, write.versions) {
      records[change.id] = change.after
      versions[change.id] = version
    }
  }

  func liveVersions(of kind: RecordKind) -> [VersionRow] {
    versions.values.filter { $0.kind == kind && $0.encoded != nil }
      .sorted { $0.record < $1.record }
  }

  func names(of kind: RecordKind, in scope: RecordID) -> [NameRow] {
    records.values.filter { $0.kind == kind }
      .map { (name: $0.uniqueName(in: enterprise), record: $0.id) }
      .filter { $0.name.scope == scope }
      .sorted { $0.name.text.utf8.lexicographicallyPrecedes($1.name.text.utf8) }
      .map { NameRow(text: $0.name.text, record: $0.record) }
  }

  func hasNames(in scope: RecordID) -> Bool {
    records.values.contains { $0.uniqueName(in: enterprise).scope == scope }
  }

  /// What hangs on each record, by ascending member id.
  var attachments: [RecordID: [Attachment]] {
    Dictionary(grouping: records.values.flatMap(\.attachments), by: \.holder)
      .mapValues { $0.sorted { $0.member < $1.member } }
  }
}
