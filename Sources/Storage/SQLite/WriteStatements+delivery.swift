import Delivery
import Domain
import SQLite
import Views
import Wire

extension WriteStatements {
  func save(_ row: CursorRow, in enterprise: Int64) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO cursor (endpoint, enterprise, position, epoch, acknowledged)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO UPDATE SET enterprise = excluded.enterprise, position = excluded.position,
        epoch = excluded.epoch, acknowledged = excluded.acknowledged
      """,
      .id(row.endpoint.record), .integer(enterprise), .position(row.position),
      .integer(row.epoch), .integer(row.pulled.stored))
  }

  func save(_ row: ToldRow) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO told (endpoint, record, kind, classes, first, withdrawn, id_epoch)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT DO UPDATE SET kind = excluded.kind, classes = excluded.classes,
        withdrawn = excluded.withdrawn, id_epoch = excluded.id_epoch
      """,
      .id(row.endpoint.record), .id(row.record), .kind(row.kind),
      .integer(Int64(row.classes.rawValue)), .position(row.first),
      row.withdrawnAt.map { .position($0) } ?? .null, .count(row.idEpoch))
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

  func save(_ row: RunRow) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO run (endpoint, number, kind, base, cause, in_doubt, stage, position, holder,
        record, link, covered)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      ON CONFLICT DO UPDATE SET kind = excluded.kind, base = excluded.base,
        cause = excluded.cause, in_doubt = excluded.in_doubt, stage = excluded.stage,
        position = excluded.position, holder = excluded.holder, record = excluded.record,
        link = excluded.link, covered = excluded.covered
      """,
      .id(row.endpoint.record), .integer(row.number), .integer(Int64(row.span.kind.rawValue)),
      .position(row.span.base), .position(row.span.cause), .integer(row.isInDoubt ? 1 : 0),
      .integer(Int64(row.reached?.stage.rawValue ?? 0)),
      .position(row.reached?.position ?? .start), .id(row.reached?.holder ?? .lowest),
      .id(row.reached?.record ?? .lowest), .id(row.reached?.link ?? .lowest),
      .count(row.covered))
  }

  func end(_ run: DeliveryChanges.EndedRun) throws(SQLiteError) {
    try database.run(
      "DELETE FROM run WHERE endpoint = ?1 AND number = ?2", .id(run.endpoint.record),
      .integer(run.number))
  }

  /// Removes what is kept of an endpoint but its told rows: who was shown what is said for good.
  func end(_ endpoint: EndpointID) throws(SQLiteError) {
    let id = Value.id(endpoint.record)
    try database.run("DELETE FROM cursor WHERE endpoint = ?1", id)
    try database.run("DELETE FROM exception WHERE endpoint = ?1", id)
    try database.run("DELETE FROM run WHERE endpoint = ?1", id)
  }
}
