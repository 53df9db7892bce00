import Delivery
import Domain
import SQLite
import Views
import Wire

extension WriteStatements {
  func save(_ row: CursorRow, in enterprise: Int64) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO cursor (endpoint, enterprise, position, epoch) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT DO UPDATE SET enterprise = excluded.enterprise, position = excluded.position,
        epoch = excluded.epoch
      """,
      .id(row.endpoint.record), .integer(enterprise), .position(row.position),
      .integer(row.epoch))
  }

  func save(_ row: ToldRow) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO told (endpoint, record, kind, classes, first, withdrawn)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT DO UPDATE SET kind = excluded.kind, classes = excluded.classes,
        withdrawn = excluded.withdrawn
      """,
      .id(row.endpoint.record), .id(row.record), .kind(row.kind),
      .integer(Int64(row.classes.rawValue)), .position(row.first),
      row.withdrawnAt.map { .position($0) } ?? .null)
  }

  func save(_ row: ExceptionRow) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO exception (endpoint, record, kind, base, cause, epoch, first_number, last_number,
        attempts, next_try, reason)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      ON CONFLICT DO UPDATE SET kind = excluded.kind, base = excluded.base, cause = excluded.cause,
        epoch = excluded.epoch, first_number = excluded.first_number,
        last_number = excluded.last_number, attempts = excluded.attempts,
        next_try = excluded.next_try, reason = excluded.reason
      """,
      .id(row.endpoint.record), .id(row.record), .kind(row.kind), .position(row.base),
      .position(row.cause), .integer(row.epoch), .integer(row.firstNumber),
      .integer(row.lastNumber), .integer(ExceptionTries(row).stored), .time(row.nextTry),
      .text(row.reason))
  }

  func settle(_ row: DeliveryChanges.Settled) throws(SQLiteError) {
    try database.run(
      "DELETE FROM exception WHERE endpoint = ?1 AND record = ?2", .id(row.endpoint.record),
      .id(row.record))
  }

  /// Removes what is kept of an endpoint but its told rows: who was shown what is said for good.
  func end(_ endpoint: EndpointID) throws(SQLiteError) {
    let id = Value.id(endpoint.record)
    try database.run("DELETE FROM cursor WHERE endpoint = ?1", id)
    try database.run("DELETE FROM exception WHERE endpoint = ?1", id)
  }
}
