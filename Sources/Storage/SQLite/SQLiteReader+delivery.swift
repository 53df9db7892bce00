import Delivery
import Domain
import SQLite
import Views
import Wire

extension SQLiteReader {
  func cursors() throws -> [CursorRow] {
    let sql = """
      SELECT enterprise.id, endpoint, cursor.position, epoch
      FROM cursor JOIN enterprise ON enterprise.number = cursor.enterprise ORDER BY endpoint
      """
    return try rows(sql, []) { statement throws(StoreError) in
      CursorRow(
        enterprise: EnterpriseID(try statement.record(0)),
        endpoint: EndpointID(try statement.record(1)), position: statement.position(2),
        epoch: statement.integer(3))
    }
  }

  func exceptions(of endpoint: EndpointID) throws -> [ExceptionRow] {
    let sql = """
      SELECT record, kind, base, cause, epoch, first_number, last_number, attempts, next_try, reason
      FROM exception WHERE endpoint = ?1 ORDER BY record
      """
    return try rows(sql, [.id(endpoint.record)]) { statement throws(StoreError) in
      ExceptionRow(
        endpoint: endpoint, record: try statement.record(0), kind: try statement.kind(1),
        base: statement.position(2), cause: statement.position(3), epoch: statement.integer(4),
        firstNumber: statement.integer(5), lastNumber: statement.integer(6),
        attempts: Int(statement.integer(7)), nextTry: statement.time(8),
        reason: statement.text(9))
    }
  }

  func told(
    at endpoint: EndpointID, after last: RecordID?, limit: Int
  ) throws -> [ToldRow] {
    guard limit > 0 else { return [] }
    let sql = Self.toldColumns + " AND record > ?2 ORDER BY record LIMIT ?3"
    let values: [Value] = [.id(endpoint.record), .id(after: last), .count(limit)]
    return try rows(sql, values) { statement throws(StoreError) in
      try statement.toldRow(of: endpoint)
    }
  }

  func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow? {
    let values: [Value] = [.id(endpoint.record), .id(record)]
    return try rows(Self.toldColumns + " AND record = ?2", values) {
      statement throws(StoreError) in try statement.toldRow(of: endpoint)
    }.first
  }

  private static let toldColumns =
    "SELECT record, kind, classes, first, withdrawn FROM told WHERE endpoint = ?1"
}

extension Statement {
  fileprivate func toldRow(of endpoint: EndpointID) throws(StoreError) -> ToldRow {
    ToldRow(
      endpoint: endpoint, record: try record(0), kind: try kind(1),
      classes: FieldClassSet(rawValue: UInt8(truncatingIfNeeded: integer(2))),
      first: position(3), withdrawnAt: isNull(4) ? nil : position(4))
  }
}
