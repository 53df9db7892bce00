import CSQLite

/// When a transaction takes its locks.
package enum TransactionKind: Sendable {
  /// At the first read or write; what a reader takes, its snapshot begins with its first read.
  case deferred
  /// The write lock at once, so that it cannot fail as busy later on.
  case immediate

  fileprivate var sql: String {
    switch self {
    case .deferred: "BEGIN DEFERRED"
    case .immediate: "BEGIN IMMEDIATE"
    }
  }
}

extension Database {
  /// Whether a transaction is open; SQLite itself rolls back after some failures, such as a full disk.
  package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(connection.pointer) == 0 }

  /// Opens a transaction; one that is open already is an error.
  package func begin(_ kind: TransactionKind) throws(SQLiteError) {
    try statement(kind.sql).run()
  }

  /// Makes the changes of the open transaction permanent.
  ///
  /// When it throws, nothing of the transaction may be taken as written, and `rollback` is due.
  package func commit() throws(SQLiteError) {
    try statement("COMMIT").run()
  }

  /// Drops the changes of the open transaction; does nothing when none is open (any more).
  package func rollback() throws(SQLiteError) {
    guard isInTransaction else { return }
    try statement("ROLLBACK").run()
  }

  /// Sets a mark to which the open transaction can go back; opens a transaction if none is open.
  ///
  /// Marks of the same name stack: the newest is meant.
  package func savepoint(_ name: String) throws(SQLiteError) {
    try statement("SAVEPOINT \(quoted(name))").run()
  }

  /// Removes a mark and those set after it; their changes stay part of the transaction.
  package func release(_ name: String) throws(SQLiteError) {
    try statement("RELEASE \(quoted(name))").run()
  }

  /// Drops what was changed since a mark; the mark itself stays until it is released.
  package func rollbackTo(_ name: String) throws(SQLiteError) {
    try statement("ROLLBACK TO \(quoted(name))").run()
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it or the commit throws.
  ///
  /// SQLite's own failures, those of beginning and committing, are turned into the caller's by `failure`.
  package func transaction<Result, Failure: Error>(
    _ kind: TransactionKind, orThrow failure: (SQLiteError) -> Failure,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    do { try begin(kind) } catch { throw failure(error) }
    // Open here only if something has failed, and then the first failure is the one to tell.
    defer { try? rollback() }
    let result = try body()
    do { try commit() } catch { throw failure(error) }
    return result
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it or the commit throws.
  package func transaction<Result>(
    _ kind: TransactionKind, _ body: () throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    try transaction(kind, orThrow: { $0 }, body)
  }

  private func quoted(_ name: String) -> String {
    var text = "\""
    for character in name {
      text.append(character)
      if character == "\"" { text.append(character) }
    }
    return text + "\""
  }
}
