import Domain
import Storage

extension StoreReader {
  /// A whole listing of names, read in pages of `limit`.
  func allNames(
    of kind: RecordKind, in scope: RecordID, at position: Position, limit: Int = 7,
    enterprise: EnterpriseID
  ) throws -> [NameRow] {
    var rows: [NameRow] = []
    while true {
      let page = try names(
        of: kind, in: scope, after: rows.last?.text, at: position, limit: limit,
        enterprise: enterprise)
      rows += page
      if page.count < limit { return rows }
    }
  }

  /// A whole listing of live records, read in pages of `limit`.
  func allVersions(
    of kind: RecordKind, at position: Position, limit: Int = 7, in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    var rows: [VersionRow] = []
    while true {
      let page = try versions(
        of: kind, after: rows.last?.record, at: position, limit: limit, in: enterprise)
      rows += page
      if page.count < limit { return rows }
    }
  }

  /// All versions of a stretch, read in pages of `limit`.
  func allHistory(
    of kind: RecordKind, since base: Position, upTo position: Position, limit: Int = 7,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    var rows: [VersionRow] = []
    while true {
      let page = try history(
        of: kind, since: base, upTo: position, after: rows.last.map { VersionPlace(of: $0) },
        limit: limit, in: enterprise)
      rows += page
      if page.count < limit { return rows }
    }
  }

  /// A whole listing of what hangs on a record, read in pages of `limit`.
  func allAttachments(
    to holder: RecordID, of kind: RecordKind? = nil, at position: Position, limit: Int = 3,
    in enterprise: EnterpriseID
  ) throws -> [Attachment] {
    var rows: [Attachment] = []
    while true {
      let page = try attachments(
        to: holder, of: kind, after: rows.last?.member, at: position, limit: limit, in: enterprise)
      rows += page
      if page.count < limit { return rows }
    }
  }
}
