import Domain
import SQLite

/// The one connection that writes to a store.
final class SQLiteWriter {
  private let database: Database
  private let gate: StoreGate
  private let statements: WriteStatements
  private var numbers: [EnterpriseID: Int64] = [:]
  private var mustSeal = false

  init(_ database: Database, gate: StoreGate) throws(SQLiteError) {
    self.database = database
    self.gate = gate
    statements = try WriteStatements(database)
  }

  func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
    do {
      try seal()
      try database.begin(.immediate)
    } catch {
      throw StoreError(error)
    }
    let transaction = SQLiteTransaction(
      database, gate: gate, statements: statements, numbers: numbers)
    do {
      // Whatever happens, a transaction that the body has kept is of no use afterwards.
      defer { transaction.end() }
      let result = try body(transaction)
      try transaction.finish()
      try commit()
      numbers = transaction.numbers
      return result
    } catch {
      try? database.rollback()
      if mustSeal { try? seal() }
      throw error
    }
  }

  private func commit() throws(StoreError) {
    do { try database.commit() } catch {
      mustSeal = true
      throw StoreError(error)
    }
  }

  /// Makes sure that a commit that was reported as failed cannot come back.
  ///
  /// When only the flush at its end fails, the whole transaction stands in the log, and a crash now
  /// would bring it back to life. Any commit after it overwrites it, so one that changes nothing is
  /// made at once; as long as that fails too, every write does.
  private func seal() throws(SQLiteError) {
    guard mustSeal else { return }
    try database.rollback()
    let version = try database.userVersion()
    try database.transaction(.immediate) { () throws(SQLiteError) in
      try database.setUserVersion(version)
    }
    mustSeal = false
  }
}
