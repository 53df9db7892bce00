import Delivery
import Domain
import SQLite

/// One day's file of an attempt log, open.
final class AttemptFile {
  private let database: Database
  private var numbers: [EndpointID: Int64] = [:]

  /// Opens the file of a day, made before if there is none.
  init(at path: String, makesMissing: Bool) throws {
    do {
      database = try Database(
        Database.Options(.file(path), access: makesMissing ? .create : .readWrite))
      // NORMAL, unlike the store: a power cut may take the attempts of the last moment, which only
      // tell what was seen; what is to be told next stands in the store. The file stays whole.
      try database.setSynchronous(.normal)
      guard makesMissing else { return }
      if try database.userVersion() == 0 { try database.setPageSize(8_192) }
      try Schema.attempts.migrate(database)
      try database.setJournalMode(.writeAheadLog)
    } catch {
      throw StoreError(error)
    }
  }

  func append(_ attempts: [AttemptRow]) throws {
    do {
      try database.transaction(.immediate) { () throws(SQLiteError) in
        for attempt in attempts {
          try database.run(
            "INSERT INTO attempt (endpoint, content) VALUES (?1, ?2)",
            .integer(try number(of: attempt)), .blob(attempt.encoded))
        }
      }
    } catch {
      // Numbers given out in a transaction that failed are not those of the file.
      numbers = [:]
      throw StoreError(error)
    }
  }

  private func number(of attempt: AttemptRow) throws(SQLiteError) -> Int64 {
    if let number = numbers[attempt.endpoint] { return number }
    let id = Value.id(attempt.endpoint.record)
    try database.run(
      "INSERT INTO endpoint (id, enterprise) VALUES (?1, ?2) ON CONFLICT DO NOTHING", id,
      .id(attempt.enterprise.record))
    let found = try database.query("SELECT number FROM endpoint WHERE id = ?1", id) {
      $0.integer(0)
    }
    let number = found.first ?? 0
    numbers[attempt.endpoint] = number
    return number
  }

  /// The attempts of an endpoint in this day, newest first, from before `row`.
  func attempts(
    at endpoint: EndpointID, of day: AttemptDay, before row: Int64, limit: Int
  ) throws(StoreError) -> [LoggedAttempt] {
    let sql = """
      SELECT attempt.row, attempt.content, endpoint.enterprise
      FROM endpoint JOIN attempt ON attempt.endpoint = endpoint.number
      WHERE endpoint.id = ?1 AND attempt.row < ?2 ORDER BY attempt.row DESC LIMIT ?3
      """
    let values: [Value] = [.id(endpoint.record), .integer(row), .count(limit)]
    return try database.query(sql, values, orThrow: { StoreError($0) }) {
      statement throws(StoreError) in
      let enterprise = EnterpriseID(try statement.record(2))
      let cursor = AttemptCursor(day: day.number, row: statement.integer(0))
      do {
        let attempt = try AttemptRow(
          enterprise: enterprise, endpoint: endpoint, encoded: statement.blob(1))
        return LoggedAttempt(cursor: cursor, attempt: attempt)
      } catch {
        throw StoreError(.damaged, "\(error)")
      }
    }
  }
}

extension Schema {
  /// One day of the attempt log.
  static let attempts = Schema(
    applicationID: 0x5765_694C, title: "an attempt log",
    migrations: [
      """
      CREATE TABLE endpoint (
        number INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        enterprise BLOB NOT NULL
      ) STRICT;

      CREATE TABLE attempt (
        row INTEGER PRIMARY KEY,
        endpoint INTEGER NOT NULL,
        content BLOB NOT NULL
      ) STRICT;

      CREATE INDEX attempt_by_endpoint ON attempt (endpoint);
      """
    ])
}
