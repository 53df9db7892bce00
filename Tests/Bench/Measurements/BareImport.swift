import BenchBaselines
import Crypto
import Domain
import SQLite
import Storage
import Wire

/// The least that brings records in: one thread, prepared statements, the rows that an import left in
/// a store, and nothing read or decided.
final class BareImport {
  private let reader: any StoreReader
  private let enterprise: EnterpriseID
  private let database: Database
  private let entry: Statement
  private let version: Statement
  private let name: Statement
  private let attachment: Statement
  private let head: Statement

  /// Takes its rows from a store that nobody else has open.
  init(of store: SQLiteStore, at path: String) throws {
    reader = try store.makeReader()
    guard let row = try reader.enterprises().first else { throw BenchError("an empty store") }
    enterprise = row.id
    database = try Database(Database.Options(.file(path)))
    try database.setPageSize(8_192)
    try database.execute(Self.schema)
    try database.setJournalMode(.writeAheadLog)
    try database.setSynchronous(.full)
    try database.setAutomaticCheckpoint(pages: nil)
    try database.setCacheSize(kibibytes: 65_536)
    entry = try database.prepare("INSERT INTO entry VALUES (1, ?1, ?2, ?3)")
    version = try database.prepare("INSERT INTO version VALUES (1, ?1, ?2, ?3, ?4, ?5)")
    name = try database.prepare("INSERT INTO name VALUES (1, ?1, ?2, ?3, ?4, NULL, ?5)")
    attachment = try database.prepare("INSERT INTO attachment VALUES (1, ?1, ?2, ?3, ?4, NULL)")
    head = try database.prepare(
      "UPDATE enterprise SET position = ?1, time = ?2, hash = ?3 WHERE number = 1")
  }

  /// Brings the newest `count` entries in by groups of `size`; gives rows per second, the reading of
  /// them left out.
  func rate(newest count: Int, groupsOf size: Int) throws -> Double {
    let last = try reader.head(of: enterprise).position.number
    var position = Position(last - Int64(count))
    var nanoseconds: Int64 = 0
    var groups = 0
    while position.number < last {
      let rows = try reader.entries(after: position, limit: size, in: enterprise).map(row)
      guard let newest = rows.last else { throw BenchError("the journal has a gap") }
      position = newest.position
      let start = baseline_nanoseconds()
      try commit(rows)
      groups += 1
      // About as often as the store itself would.
      if groups % 4 == 0 { _ = try database.checkpoint(.passive) }
      nanoseconds += baseline_nanoseconds() - start
    }
    return Double(count) / (Double(nanoseconds) / 1_000_000_000)
  }

  private struct Row {
    let position: Position
    let content: [UInt8]
    let hash: [UInt8]
    let version: VersionRow
    let name: UniqueName
    let attachments: Set<Attachment>
  }

  private func row(of entry: Entry) throws -> Row {
    guard let change = entry.changes.first,
      let version = try reader.version(
        of: change.record, change.kind, at: entry.position, in: enterprise),
      let record = try version.decoded()
    else { throw BenchError("an entry without a version") }
    return Row(
      position: entry.position, content: entry.content, hash: entry.hash.bytes, version: version,
      name: record.uniqueName(in: enterprise), attachments: record.attachments)
  }

  private func commit(_ rows: [Row]) throws {
    try database.begin(.immediate)
    for row in rows { try insert(row) }
    if let last = rows.last {
      try head.bind(last.position.number, at: 1)
      try head.bind(last.position.number, at: 2)
      try head.bind(last.hash, at: 3)
      try head.run()
    }
    try database.commit()
  }

  private func insert(_ row: Row) throws {
    let position = row.position.number
    let kind = Int64(row.version.kind.rawValue)
    let record = row.version.record.bits
    try entry.bind(position, at: 1)
    try entry.bind(row.content, at: 2)
    try entry.bind(row.hash, at: 3)
    try entry.run()
    try version.bind(kind, at: 1)
    try version.bindBlob(high: record.high, low: record.low, at: 2)
    try version.bind(position, at: 3)
    try version.bindBlob(high: row.version.salt.high, low: row.version.salt.low, at: 4)
    try version.bind(row.version.encoded ?? [], at: 5)
    try version.run()
    try name.bindBlob(high: row.name.scope.bits.high, low: row.name.scope.bits.low, at: 1)
    try name.bind(kind, at: 2)
    try name.bind(row.name.text, at: 3)
    try name.bind(position, at: 4)
    try name.bindBlob(high: record.high, low: record.low, at: 5)
    try name.run()
    for row in row.attachments {
      try attachment.bindBlob(high: row.holder.bits.high, low: row.holder.bits.low, at: 1)
      try attachment.bind(kind, at: 2)
      try attachment.bindBlob(high: record.high, low: record.low, at: 3)
      try attachment.bind(position, at: 4)
      try attachment.run()
    }
  }

  private static let schema = """
    CREATE TABLE enterprise (
      number INTEGER PRIMARY KEY, position INTEGER NOT NULL, time INTEGER NOT NULL,
      hash BLOB NOT NULL) STRICT;
    INSERT INTO enterprise VALUES (1, 0, 0, x'00');
    CREATE TABLE entry (
      enterprise INTEGER NOT NULL, position INTEGER NOT NULL, content BLOB NOT NULL,
      hash BLOB NOT NULL, PRIMARY KEY (enterprise, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE version (
      enterprise INTEGER NOT NULL, kind INTEGER NOT NULL, record BLOB NOT NULL,
      position INTEGER NOT NULL, salt BLOB NOT NULL, encoded BLOB,
      PRIMARY KEY (enterprise, kind, record, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE name (
      enterprise INTEGER NOT NULL, scope BLOB NOT NULL, kind INTEGER NOT NULL,
      text TEXT NOT NULL, first INTEGER NOT NULL, "end" INTEGER, record BLOB NOT NULL,
      PRIMARY KEY (enterprise, scope, kind, text, first)) STRICT, WITHOUT ROWID;
    CREATE TABLE attachment (
      enterprise INTEGER NOT NULL, holder BLOB NOT NULL, kind INTEGER NOT NULL,
      member BLOB NOT NULL, first INTEGER NOT NULL, "end" INTEGER,
      PRIMARY KEY (enterprise, holder, kind, member, first)) STRICT, WITHOUT ROWID;
    """
}
