import Delivery
import Domain
import SQLite
import Views
import Wire

extension SQLiteReader {
  func cursors() throws -> [CursorRow] {
    let sql = """
      SELECT enterprise.id, endpoint, cursor.position, epoch, acknowledged
      FROM cursor JOIN enterprise ON enterprise.number = cursor.enterprise ORDER BY endpoint
      """
    return try rows(sql, []) { statement throws(StoreError) in
      CursorRow(
        enterprise: EnterpriseID(try statement.record(0)),
        endpoint: EndpointID(try statement.record(1)), position: statement.position(2),
        epoch: statement.integer(3), pulled: PulledPlace(stored: statement.integer(4)))
    }
  }

  func exceptions(of endpoint: EndpointID) throws -> [ExceptionRow] {
    let sql = """
      SELECT record, kind, base, cause, epoch, first_number, last_number, attempts, next_try, reason
      FROM exception WHERE endpoint = ?1 ORDER BY record
      """
    return try rows(sql, [.id(endpoint.record)]) { statement throws(StoreError) in
      let tries = ExceptionTries(stored: statement.integer(7))
      return ExceptionRow(
        endpoint: endpoint, record: try statement.record(0), kind: try statement.kind(1),
        base: statement.position(2), cause: statement.position(3), epoch: statement.integer(4),
        firstNumber: statement.integer(5), lastNumber: statement.integer(6),
        attempts: tries.attempts, nextTry: statement.time(8), reason: statement.text(9),
        repair: tries.repair)
    }
  }

  func exceptionSummary(of endpoint: EndpointID) throws -> ExceptionSummary? {
    let sql = """
      SELECT count(*), min(iif(base = 0, cause, base + 1)), min(next_try),
        (SELECT reason FROM exception WHERE endpoint = ?1 ORDER BY next_try, record LIMIT 1)
      FROM exception WHERE endpoint = ?1 HAVING count(*) > 0
      """
    return try rows(sql, [.id(endpoint.record)]) { statement throws(StoreError) in
      ExceptionSummary(
        count: Int(statement.integer(0)), oldest: statement.position(1),
        nextTry: statement.time(2), reason: statement.text(3))
    }.first
  }

  func runs(of endpoint: EndpointID) throws -> [RunRow] {
    let sql = """
      SELECT number, kind, base, cause, in_doubt, stage, position, holder, record, link,
        covered
      FROM run WHERE endpoint = ?1 ORDER BY number
      """
    return try rows(sql, [.id(endpoint.record)]) { statement throws(StoreError) in
      guard let raw = UInt8(exactly: statement.integer(1)), let kind = RunSpan.Kind(rawValue: raw)
      else { throw .damaged("a run in the store is of an unknown kind") }
      return RunRow(
        endpoint: endpoint, number: statement.integer(0),
        span: RunSpan(kind, base: statement.position(2), cause: statement.position(3)),
        isInDoubt: statement.integer(4) != 0, reached: try statement.runPlace(),
        covered: Int(statement.integer(10)))
    }
  }

  func standing(
    at endpoint: EndpointID, after last: RecordID?, limit: Int
  ) throws -> [ToldRow] {
    guard limit > 0 else { return [] }
    let values: [Value] = [.id(endpoint.record), .id(after: last), .count(limit)]
    return try rows(Self.standingQuery, values) { statement throws(StoreError) in
      try statement.toldRow()
    }
  }

  func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow? {
    try check()
    do {
      let statement = try database.statement(Self.toldQuery)
      defer { statement.reset() }
      try statement.bind(endpoint.record, at: 1)
      try statement.bind(record, at: 2)
      return try statement.step() ? try statement.toldRow() : nil
    } catch let error as SQLiteError {
      throw StoreError(error)
    }
  }

  func disclosures(
    of record: RecordID, upTo position: Position, after last: DisclosurePlace?, limit: Int
  ) throws -> [ToldRow] {
    guard limit > 0 else { return [] }
    let values: [Value] = [
      .id(record), .id(after: last?.endpoint.record), .position(last?.first ?? .start),
      .position(position), .count(limit),
    ]
    return try rows(Self.disclosuresQuery, values) { statement throws(StoreError) in
      try statement.toldRow()
    }
  }

  static let standingQuery =
    toldColumns + " WHERE endpoint = ?1 AND record > ?2 AND withdrawn IS NULL"
    + " ORDER BY record LIMIT ?3"
  static let toldQuery =
    toldColumns + " WHERE endpoint = ?1 AND record = ?2 ORDER BY first DESC LIMIT 1"
  static let disclosuresQuery =
    toldColumns + " WHERE record = ?1 AND (endpoint, first) > (?2, ?3)"
    + " AND first <= ?4 ORDER BY endpoint, first LIMIT ?5"

  private static let toldColumns =
    "SELECT endpoint, record, kind, classes, first, withdrawn, id_epoch FROM told"
}

extension Statement {
  fileprivate func runPlace() throws(StoreError) -> RunPlace? {
    guard integer(5) != 0 else { return nil }
    guard let raw = UInt8(exactly: integer(5)), let stage = RunPlace.Stage(rawValue: raw) else {
      throw .damaged("a run in the store stands at an unknown stage")
    }
    return RunPlace(
      stage, position: position(6), holder: try record(7), record: try record(8),
      link: try record(9))
  }

  fileprivate func toldRow() throws(StoreError) -> ToldRow {
    ToldRow(
      endpoint: EndpointID(try record(0)), record: try record(1), kind: try kind(2),
      classes: FieldClassSet(rawValue: UInt8(truncatingIfNeeded: integer(3))),
      first: position(4), idEpoch: Int(integer(6)), withdrawnAt: isNull(5) ? nil : position(5))
  }
}
