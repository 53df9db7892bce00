import Domain
import Storage
import Wire

/// The records of one enterprise as the next command of a batch finds them: what is committed, and
/// what the commands before it in the batch have written.
struct BatchDirectory: DirectoryState {
  let edit: EnterpriseEdit
  let reader: any StoreReader
  var removalLimit = RemovalLimit.standard

  var enterprise: EnterpriseID { edit.id }

  func record(_ id: RecordID, _ kind: RecordKind) throws -> Record? {
    try edit.record(id, kind) {
      try reader.version(of: id, kind, at: edit.head.position, in: enterprise)?.decoded()
    }
  }

  func holder(of name: UniqueName) throws -> RecordID? {
    try reader.holder(of: name, at: edit.head.position, in: enterprise)
  }

  func attachments(to holder: RecordID, limit: Int) throws -> [Attachment] {
    try reader.attachments(
      to: holder, of: nil, after: nil, at: edit.head.position, limit: limit, in: enterprise)
  }

  /// One search of the store, where all that hangs on a department may be tens of thousands.
  func attachments(to holder: RecordID, of kind: RecordKind, limit: Int) throws -> [Attachment] {
    try reader.attachments(
      to: holder, of: kind, after: nil, at: edit.head.position, limit: limit, in: enterprise)
  }

  func removalBrake(of organization: Party, at time: Timestamp) -> RemovalBrake? {
    RemovalBrake(limit: removalLimit, count: edit.removals.count(of: organization, at: time))
  }

  func recordCount(of organization: Party, upTo limit: Int) throws -> Int {
    try edit.size(of: organization, upTo: limit) { limit in
      var count = 0
      for kind in KnownSize.kinds where count < limit {
        count += try reader.names(
          of: kind, in: organization.scope(in: enterprise), after: nil, at: edit.head.position,
          limit: limit - count, enterprise: enterprise
        ).count
      }
      return count
    }
  }

  func hasNames(in scope: RecordID) throws -> Bool {
    try reader.hasNames(in: scope, at: edit.head.position, enterprise: enterprise)
  }
}
