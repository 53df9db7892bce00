import Crypto
import Delivery
import Domain
import SQLite
import Wire

/// Reads and writes within one transaction of the writing connection.
final class SQLiteTransaction: SQLiteReader, StoreTransaction {
  private enum Phase {
    case open
    case failed
    case over
  }

  private struct KnownHead {
    var head: Head
    var hasMoved = false
  }

  private let statements: WriteStatements
  private var phase = Phase.open
  // A batch moves one head many times; the row is written once, at the end.
  private var heads: [EnterpriseID: KnownHead] = [:]

  init(
    _ database: Database, gate: StoreGate, statements: WriteStatements,
    numbers: [EnterpriseID: Int64]
  ) {
    self.statements = statements
    super.init(database, gate: gate)
    self.numbers = numbers
    versionStatement = statements.selectVersion
  }

  /// Does nothing: a transaction always sees what it has written.
  override func refresh() throws { try check() }

  /// Does nothing: the state goes with the write.
  override func release() throws {}

  override var refusal: StoreError? { phase == .open ? nil : .transactionOver }

  override func head(of enterprise: EnterpriseID) throws -> Head {
    if let known = heads[enterprise] { return known.head }
    let head = try super.head(of: enterprise)
    heads[enterprise] = KnownHead(head: head)
    return head
  }

  /// Writes what was held back until the end; the transaction is of no use afterwards.
  func finish() throws {
    try change { () throws(SQLiteError) in
      for (enterprise, known) in heads where known.hasMoved {
        try statements.move(numbers[enterprise] ?? 0, to: known.head)
      }
    }
    phase = .over
  }

  /// Makes a transaction useless that its body may have kept.
  func end() { phase = .over }

  /// A change that fails halfway ends the transaction, even if the body goes on: a part of an entry
  /// is never committed.
  private func change<Failure: Error>(_ body: () throws(Failure) -> Void) throws {
    try check()
    do {
      try body()
    } catch {
      phase = .failed
      if let error = error as? SQLiteError { throw StoreError(error) }
      throw error
    }
  }

  func add(_ enterprise: EnterpriseRow) throws {
    let origin = Entry.origin(of: enterprise.id)
    let head = Head(position: .start, time: .epoch, hash: origin)
    try change {
      guard try number(of: enterprise.id) == nil else {
        throw StoreError(.exists, "the store keeps this enterprise already")
      }
      try database.run(
        """
        INSERT INTO enterprise (id, root_key, position, time, hash) VALUES (?1, ?2, ?3, ?4, ?5)
        """,
        .id(enterprise.id.record), .blob(enterprise.sealedRootKey), .position(head.position),
        .time(head.time), .blob(head.hash.bytes))
      numbers[enterprise.id] = database.lastInsertRowID
    }
  }

  func append(_ write: EntryWrite, in enterprise: EnterpriseID) throws {
    try write.check(after: head(of: enterprise))
    guard let number = try number(of: enterprise) else { throw StoreError.unknownEnterprise }
    try change {
      let entry = write.entry
      try statements.insert(entry, in: number)
      for version in write.versions { try statements.insert(version, in: number) }
      let index = IndexChanges(of: write.changes, in: enterprise)
      for name in index.endedNames { try statements.end(name, at: entry.position, in: number) }
      for name in index.begunNames { try statements.begin(name, at: entry.position, in: number) }
      for row in index.endedAttachments {
        try statements.end(row, at: entry.position, in: number)
      }
      for row in index.begunAttachments {
        try statements.begin(row, at: entry.position, in: number)
      }
      let head = Head(position: entry.position, time: entry.time, hash: entry.hash)
      heads[enterprise] = KnownHead(head: head, hasMoved: true)
    }
  }

  func keep(_ outcome: OutcomeRow, of key: IdempotencyKey, in enterprise: EnterpriseID) throws {
    guard let number = try number(of: enterprise) else { throw StoreError.unknownEnterprise }
    try change { () throws(SQLiteError) in try statements.keep(outcome, of: key, in: number) }
  }

  func dropOutcomes(before time: Timestamp, limit: Int) throws {
    guard limit > 0 else { return }
    try change { () throws(SQLiteError) in
      try database.run(Self.dropOutcomesStatement, .time(time), .count(limit))
    }
  }

  static let dropOutcomesStatement = """
    DELETE FROM outcome WHERE (enterprise, bearer, text) IN (
      SELECT enterprise, bearer, text FROM outcome WHERE time < ?1 ORDER BY time LIMIT ?2)
    """

  func save(_ changes: DeliveryChanges) throws {
    let cursors = try changes.cursors.map { row in
      guard let number = try number(of: row.enterprise) else { throw StoreError.unknownEnterprise }
      return (row: row, number: number)
    }
    try change { () throws(SQLiteError) in
      for (row, number) in cursors { try statements.save(row, in: number) }
      for row in changes.told { try statements.save(row) }
      for row in changes.exceptions { try statements.save(row) }
      for row in changes.settled { try statements.settle(row) }
      for row in changes.runs { try statements.save(row) }
      for row in changes.endedRuns { try statements.end(row) }
      for endpoint in changes.ended { try statements.end(endpoint) }
    }
  }
}
