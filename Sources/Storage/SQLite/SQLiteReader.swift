import Crypto
import Delivery
import Domain
import SQLite
import Synchronization
import Wire

/// Whether a store is still open, as its readers see it.
final class StoreGate: Sendable {
  let isClosed = Atomic(false)
}

/// Reads one state of a store through a connection of its own.
class SQLiteReader: StoreReader {
  final let database: Database
  private let gate: StoreGate
  /// Kept at hand, for to find a statement by its text costs more than this one takes.
  final var versionStatement: Statement?
  /// Numbers of enterprises never change, so what was once read stays.
  final var numbers: [EnterpriseID: Int64] = [:]

  init(_ database: Database, gate: StoreGate) {
    self.database = database
    self.gate = gate
  }

  func refresh() throws {
    guard !gate.isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
    do {
      try database.rollback()
      try database.begin(.deferred)
      // A snapshot begins with the first read.
      _ = try database.query("SELECT count(*) FROM enterprise") { $0.integer(0) }
    } catch {
      throw StoreError(error)
    }
  }

  func release() throws {
    do { try database.rollback() } catch { throw StoreError(error) }
  }

  /// Why nothing can be read just now, apart from the store being closed.
  var refusal: StoreError? { database.isInTransaction ? nil : .released }

  final func check() throws(StoreError) {
    guard !gate.isClosed.load(ordering: .acquiring) else { throw .closed }
    if let refusal { throw refusal }
  }

  final func rows<Row>(
    _ sql: String, _ values: [Value], row: (Statement) throws(StoreError) -> Row
  ) throws(StoreError) -> [Row] {
    try check()
    return try database.query(sql, values, orThrow: { StoreError($0) }, row: row)
  }

  /// The number that stands for an enterprise in the tables; nil where it is not kept here.
  final func number(of enterprise: EnterpriseID) throws(StoreError) -> Int64? {
    try check()
    if let number = numbers[enterprise] { return number }
    let sql = "SELECT number FROM enterprise WHERE id = ?1"
    let found = try rows(sql, [.id(enterprise.record)]) { $0.integer(0) }.first
    numbers[enterprise] = found
    return found
  }

  final func enterprises() throws -> [EnterpriseRow] {
    try rows("SELECT id, root_key FROM enterprise ORDER BY number", []) {
      statement throws(StoreError) in
      EnterpriseRow(id: EnterpriseID(try statement.record(0)), sealedRootKey: statement.blob(1))
    }
  }

  func head(of enterprise: EnterpriseID) throws -> Head {
    guard let number = try number(of: enterprise) else { throw StoreError.unknownEnterprise }
    let sql = "SELECT position, time, hash FROM enterprise WHERE number = ?1"
    let found = try rows(sql, [.integer(number)]) { statement throws(StoreError) in
      Head(
        position: statement.position(0), time: statement.time(1), hash: try statement.digest(2))
    }
    guard let head = found.first else { throw StoreError.unknownEnterprise }
    return head
  }

  final func entries(
    after position: Position, limit: Int, in enterprise: EnterpriseID
  ) throws -> [Entry] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    var previous = try hash(at: position, number: number) ?? Entry.origin(of: enterprise)
    let values: [Value] = [.integer(number), .position(position), .count(limit)]
    return try rows(Self.entriesQuery, values) { statement throws(StoreError) in
      let entry: Entry
      do { entry = try Entry(content: statement.blob(1), previous: previous) } catch {
        throw StoreError(.damaged, "\(error)")
      }
      previous = try statement.digest(2)
      guard entry.position == statement.position(0), entry.hash == previous else {
        throw .damaged("entry \(statement.integer(0)) does not match its hash")
      }
      return entry
    }
  }

  final func entries(
    naming part: String, since time: Timestamp, after position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [Entry] {
    guard limit > 0, let number = try number(of: enterprise) else { return [] }
    var found: [Entry] = []
    var last = max(position, try self.position(before: time, in: enterprise))
    // What else in an entry has the same bytes is sorted out when it is read.
    while found.count < limit {
      let values: [Value] = [
        .integer(number), .position(last), .blob(Array(part.utf8)), .count(limit),
      ]
      let positions = try rows(Self.namingQuery, values) { $0.position(0) }
      for position in positions where found.count < limit {
        let entries = try entries(after: position.previous, limit: 1, in: enterprise)
        found += entries.filter { $0.command.contains(part) }
      }
      guard let end = positions.last, positions.count == limit else { break }
      last = end
    }
    return found
  }

  /// The last position whose entry is older than `time`: times ascend with positions.
  private func position(before time: Timestamp, in enterprise: EnterpriseID) throws -> Position {
    var older = Position.start.number
    var newer = try head(of: enterprise).position.number + 1
    while newer - older > 1 {
      let middle = older + (newer - older) / 2
      let found = try self.time(of: Position(middle), in: enterprise)
      if let found, found < time { older = middle } else { newer = middle }
    }
    return Position(older)
  }

  final func time(of position: Position, in enterprise: EnterpriseID) throws -> Timestamp? {
    guard let number = try number(of: enterprise) else { return nil }
    let values: [Value] = [.integer(number), .position(position)]
    return try rows(Self.timeQuery, values) { statement throws(StoreError) in
      guard let time = Entry.time(inStartOf: statement.blob(0)) else {
        throw .damaged("entry \(position.number) is cut")
      }
      return time
    }.first
  }

  private func hash(at position: Position, number: Int64) throws(StoreError) -> Digest? {
    let sql = "SELECT hash FROM entry WHERE enterprise = ?1 AND position = ?2"
    return try rows(sql, [.integer(number), .position(position)]) {
      statement throws(StoreError) in try statement.digest(0)
    }.first
  }

  final func outcome(
    of key: IdempotencyKey, since: Timestamp, in enterprise: EnterpriseID
  ) throws -> OutcomeRow? {
    guard let number = try number(of: enterprise) else { return nil }
    let bearer = key.bearer?.bits.bytes ?? []
    let values: [Value] = [.integer(number), .blob(bearer), .text(key.text), .time(since)]
    return try rows(Self.outcomeQuery, values) { statement throws(StoreError) in
      OutcomeRow(
        fingerprint: try statement.digest(0), time: statement.time(1),
        position: statement.position(2),
        record: statement.isNull(3) ? nil : try statement.record(3),
        kind: statement.isNull(4) ? nil : try statement.kind(4))
    }.first
  }

  static let entriesQuery = """
    SELECT position, content, hash FROM entry
    WHERE enterprise = ?1 AND position > ?2 ORDER BY position LIMIT ?3
    """

  static let namingQuery = """
    SELECT position FROM entry
    WHERE enterprise = ?1 AND position > ?2 AND instr(content, ?3) > 0 ORDER BY position LIMIT ?4
    """

  // Position and time are the first sixteen bytes of the content.
  static let timeQuery = """
    SELECT substr(content, 1, 16) FROM entry WHERE enterprise = ?1 AND position = ?2
    """

  static let outcomeQuery = """
    SELECT fingerprint, time, position, record, kind FROM outcome
    WHERE enterprise = ?1 AND bearer = ?2 AND text = ?3 AND time >= ?4
    """
}
