import BenchBaselines
import Crypto
import Domain
import Gateway
import SQLite
import Storage

/// The least that keeps changes durably: one thread, prepared statements, the rows that the writer
/// would write, and nothing decided.
final class BareStore {
  private let database: Database
  private let entry: Statement
  private let version: Statement
  private let head: Statement
  private let rows: [Row]
  private var position: Int64
  private var unmovedRows = 0

  private struct Row {
    let content: [UInt8]
    let hash: [UInt8]
    let version: VersionRow
    let encoded: [UInt8]
  }

  /// Takes the newest entries of a world as its rows, as many as there are contacts.
  init(like world: World, at path: String) throws {
    let session = try world.gateway.makeSession()
    let last = try session.head(of: world.enterprise).position
    let first = Position(last.number - Int64(world.contacts.count))
    rows = try session.entries(after: first, limit: world.contacts.count, in: world.enterprise)
      .map { try Self.row(of: $0, session, world.enterprise) }
    position = Int64(rows.count)
    database = try Database(Database.Options(.file(path)))
    try database.setPageSize(8_192)
    try database.execute(Self.schema)
    try database.setJournalMode(.writeAheadLog)
    try database.setSynchronous(.full)
    try database.setAutomaticCheckpoint(pages: nil)
    try database.setCacheSize(kibibytes: 65_536)
    entry = try database.prepare("INSERT INTO entry VALUES (1, ?1, ?2, ?3)")
    version = try database.prepare("INSERT INTO version VALUES (1, ?1, ?2, ?3, ?4, ?5)")
    head = try database.prepare(
      "UPDATE enterprise SET position = ?1, time = ?2, hash = ?3 WHERE number = 1")
    try commit(rows.count)
  }

  private static func row(
    of entry: Entry, _ session: ReadSession, _ enterprise: EnterpriseID
  ) throws -> Row {
    guard let change = entry.changes.first,
      let version = try session.version(
        of: change.record, change.kind, at: entry.position, in: enterprise)
    else { throw BenchError("an entry without a version") }
    return Row(
      content: entry.content, hash: entry.hash.bytes, version: version,
      encoded: version.encoded ?? [])
  }

  /// Commits in groups of `size` for so long; gives rows per second.
  func rate(groupsOf size: Int, milliseconds: Int64) throws -> Double {
    let start = baseline_nanoseconds()
    let end = start + milliseconds * 1_000_000
    var count = 0
    var now = start
    while now < end {
      try commit(size)
      count += size
      now = baseline_nanoseconds()
    }
    return Double(count) / (Double(now - start) / 1_000_000_000)
  }

  /// Commits the next `count` rows in one transaction.
  func commit(_ count: Int) throws {
    try database.begin(.immediate)
    for _ in 0..<count { try insert(rows[Int(position) % rows.count]) }
    try head.bind(position, at: 1)
    try head.bind(position, at: 2)
    try head.bind(rows[Int(position) % rows.count].hash, at: 3)
    try head.run()
    try database.commit()
    unmovedRows += count
    // About as often as the store itself would.
    if unmovedRows >= 4_096 {
      unmovedRows = 0
      _ = try database.checkpoint(.passive)
    }
  }

  private func insert(_ row: Row) throws {
    position += 1
    try entry.bind(position, at: 1)
    try entry.bind(row.content, at: 2)
    try entry.bind(row.hash, at: 3)
    try entry.run()
    try version.bind(Int64(row.version.kind.rawValue), at: 1)
    let record = row.version.record.bits
    try version.bindBlob(high: record.high, low: record.low, at: 2)
    try version.bind(position, at: 3)
    try version.bindBlob(high: row.version.salt.high, low: row.version.salt.low, at: 4)
    try version.bind(row.encoded, at: 5)
    try version.run()
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
    """
}
