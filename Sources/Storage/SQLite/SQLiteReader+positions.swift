import Domain
import SQLite

// What can be asked about any position of a journal: each is one search in one b-tree.

extension SQLiteReader {
  func version(
    of record: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> VersionRow? {
    guard let number = try number(of: enterprise) else { return nil }
    do {
      let statement = try versionStatement ?? database.prepare(Self.versionQuery)
      versionStatement = statement
      defer { statement.reset() }
      try statement.bind(number, at: 1)
      try statement.bind(Int64(kind.rawValue), at: 2)
      try statement.bind(record, at: 3)
      try statement.bind(position.number, at: 4)
      guard try statement.step() else { return nil }
      return VersionRow(
        record: record, kind: kind, position: statement.position(0), salt: try statement.block(1),
        encoded: statement.isNull(2) ? nil : statement.blob(2))
    } catch let error as SQLiteError {
      throw StoreError(error)
    }
  }

  func versions(
    of kind: RecordKind, after last: RecordID?, at position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    let values: [Value] = [
      .integer(number), .kind(kind), .id(after: last), .position(position), .count(limit),
    ]
    return try rows(Self.versionsQuery, values) { statement throws(StoreError) in
      VersionRow(
        record: try statement.record(0), kind: kind, position: statement.position(1),
        salt: try statement.block(2), encoded: statement.blob(3))
    }
  }

  func history(
    of kind: RecordKind, since base: Position, upTo position: Position, after last: VersionPlace?,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    let values: [Value] = [
      .integer(number), .kind(kind), .id(after: last?.record),
      .position(last?.position ?? .start), .position(base), .position(position), .count(limit),
    ]
    return try rows(Self.historyQuery, values) { statement throws(StoreError) in
      VersionRow(
        record: try statement.record(0), kind: kind, position: statement.position(1),
        salt: try statement.block(2), encoded: statement.isNull(3) ? nil : statement.blob(3))
    }
  }

  func holder(
    of name: UniqueName, at position: Position, in enterprise: EnterpriseID
  ) throws -> RecordID? {
    guard let number = try number(of: enterprise) else { return nil }
    let values: [Value] = [
      .integer(number), .id(name.scope), .kind(name.kind), .text(name.text), .position(position),
    ]
    let newest = try rows(Self.holderQuery, values) { statement throws(StoreError) in
      (record: try statement.record(0), end: statement.isNull(1) ? nil : statement.position(1))
    }
    guard let newest = newest.first, newest.end.reaches(position) else { return nil }
    return newest.record
  }

  func names(
    of kind: RecordKind, in scope: RecordID, after last: String?, at position: Position,
    limit: Int, enterprise: EnterpriseID
  ) throws -> [NameRow] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    let values: [Value] = [
      .integer(number), .id(scope), .kind(kind), .text(last ?? ""), .position(position),
      .count(limit),
    ]
    return try rows(Self.namesQuery, values) { statement throws(StoreError) in
      NameRow(text: statement.text(0), record: try statement.record(1))
    }
  }

  func hasNames(in scope: RecordID, at position: Position, enterprise: EnterpriseID) throws -> Bool
  {
    guard let number = try number(of: enterprise) else { return false }
    let values: [Value] = [.integer(number), .id(scope), .position(position)]
    return try !rows(Self.hasNamesQuery, values) { $0.integer(0) }.isEmpty
  }

  func attachments(
    to holder: RecordID, of kind: RecordKind?, after last: RecordID?, at position: Position,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [Attachment] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    var found: [Attachment] = []
    for kind in kind.map({ [$0] }) ?? RecordKind.allCases {
      let values: [Value] = [
        .integer(number), .id(holder), .kind(kind), .id(after: last), .position(position),
        .count(limit),
      ]
      found += try rows(Self.attachmentsQuery, values) { statement throws(StoreError) in
        Attachment(holder: holder, member: try statement.record(0), memberKind: kind)
      }
    }
    // Each kind came in order and none was cut before the limit, so the first ones are the first.
    if kind == nil { found.sort { $0.member < $1.member } }
    return Array(found.prefix(limit))
  }

  static let versionQuery = """
    SELECT position, salt, encoded FROM version
    WHERE enterprise = ?1 AND kind = ?2 AND record = ?3 AND position <= ?4
    ORDER BY position DESC LIMIT 1
    """

  // Beside max() the other columns are those of the row that holds the maximum
  // (sqlite.org/lang_select.html, section 2.5).
  static let versionsQuery = """
    SELECT record, max(position), salt, encoded FROM version
    WHERE enterprise = ?1 AND kind = ?2 AND record > ?3 AND position <= ?4
    GROUP BY record HAVING encoded IS NOT NULL ORDER BY record LIMIT ?5
    """

  static let historyQuery = """
    SELECT record, position, salt, encoded FROM version
    WHERE enterprise = ?1 AND kind = ?2 AND (record, position) > (?3, ?4)
      AND position > ?5 AND position <= ?6
    ORDER BY record, position LIMIT ?7
    """

  static let holderQuery = """
    SELECT record, "end" FROM name
    WHERE enterprise = ?1 AND scope = ?2 AND kind = ?3 AND text = ?4 AND first <= ?5
    ORDER BY first DESC LIMIT 1
    """

  static let namesQuery = """
    SELECT text, record FROM name
    WHERE enterprise = ?1 AND scope = ?2 AND kind = ?3 AND text > ?4
      AND first <= ?5 AND ("end" IS NULL OR "end" > ?5)
    ORDER BY text LIMIT ?6
    """

  static let hasNamesQuery = """
    SELECT 1 FROM name
    WHERE enterprise = ?1 AND scope = ?2 AND first <= ?3 AND ("end" IS NULL OR "end" > ?3)
    LIMIT 1
    """

  static let attachmentsQuery = """
    SELECT member FROM attachment
    WHERE enterprise = ?1 AND holder = ?2 AND kind = ?3 AND member > ?4
      AND first <= ?5 AND ("end" IS NULL OR "end" > ?5)
    ORDER BY member LIMIT ?6
    """
}
