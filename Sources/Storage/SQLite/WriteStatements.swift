import Crypto
import Domain
import SQLite
import Wire

/// The statements of the write path, prepared once.
///
/// Bound without arrays in between where it is done for every entry.
final class WriteStatements {
  let database: Database
  private let insertEntry: Statement
  private let insertVersion: Statement
  private let moveHead: Statement
  private let keepOutcome: Statement
  /// What decisions read by; lent to every transaction, for each is a new reader.
  let selectVersion: Statement

  init(_ database: Database) throws(SQLiteError) {
    self.database = database
    insertEntry = try database.prepare(
      "INSERT INTO entry (enterprise, position, content, hash) VALUES (?1, ?2, ?3, ?4)")
    insertVersion = try database.prepare(
      """
      INSERT INTO version (enterprise, kind, record, position, salt, encoded)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    selectVersion = try database.prepare(SQLiteReader.versionQuery)
    moveHead = try database.prepare(
      "UPDATE enterprise SET position = ?2, time = ?3, hash = ?4 WHERE number = ?1")
    keepOutcome = try database.prepare(
      """
      INSERT INTO outcome (enterprise, bearer, text, fingerprint, time, position, record, kind)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, time = excluded.time,
        position = excluded.position, record = excluded.record, kind = excluded.kind
      """)
  }

  func insert(_ entry: Entry, in enterprise: Int64) throws(SQLiteError) {
    try insertEntry.bind(enterprise, at: 1)
    try insertEntry.bind(entry.position.number, at: 2)
    try insertEntry.bind(entry.content, at: 3)
    try insertEntry.bind(entry.hash, at: 4)
    try insertEntry.run()
  }

  func insert(_ version: VersionRow, in enterprise: Int64) throws(SQLiteError) {
    try insertVersion.bind(enterprise, at: 1)
    try insertVersion.bind(Int64(version.kind.rawValue), at: 2)
    try insertVersion.bind(version.record, at: 3)
    try insertVersion.bind(version.position.number, at: 4)
    try insertVersion.bindBlob(high: version.salt.high, low: version.salt.low, at: 5)
    if let encoded = version.encoded {
      try insertVersion.bind(encoded, at: 6)
    } else {
      try insertVersion.bindNull(at: 6)
    }
    try insertVersion.run()
  }

  func move(_ enterprise: Int64, to head: Head) throws(SQLiteError) {
    try moveHead.bind(enterprise, at: 1)
    try moveHead.bind(head.position.number, at: 2)
    try moveHead.bind(head.time.microseconds, at: 3)
    try moveHead.bind(head.hash, at: 4)
    try moveHead.run()
  }

  func keep(
    _ outcome: OutcomeRow, of key: IdempotencyKey, in enterprise: Int64
  ) throws(SQLiteError) {
    try keepOutcome.bind(enterprise, at: 1)
    if let bearer = key.bearer {
      try keepOutcome.bind(bearer.record, at: 2)
    } else {
      try keepOutcome.bind([UInt8](), at: 2)
    }
    try keepOutcome.bind(key.text, at: 3)
    try keepOutcome.bind(outcome.fingerprint, at: 4)
    try keepOutcome.bind(outcome.time.microseconds, at: 5)
    try keepOutcome.bind(outcome.position.number, at: 6)
    try keepOutcome.bind(outcome.record.map { .id($0) } ?? .null, at: 7)
    try keepOutcome.bind(outcome.kind.map { .kind($0) } ?? .null, at: 8)
    try keepOutcome.run()
  }
}
