import CSQLite

/// One prepared statement, to be stepped any number of times with other parameters.
///
/// Parameters count from 1, as `?1` does; columns count from 0. It keeps its connection open, and like it
/// belongs to one thread.
@safe
package final class Statement {
  package let sql: String
  let connection: Connection
  let pointer: OpaquePointer

  init(_ sql: String, on connection: Connection) throws(SQLiteError) {
    var handle: OpaquePointer?
    var rest = ""
    let code = unsafe sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v3(
        connection.pointer, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
      if let tail = unsafe tail { rest = unsafe String(cString: tail) }
      return code
    }
    try connection.check(code, .prepare, sql: sql)
    guard let prepared = unsafe handle else { throw Self.notOne(sql) }
    self.sql = sql
    self.connection = connection
    unsafe pointer = unsafe prepared
    // SQLite would pass over a second statement in silence.
    guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else { throw Self.notOne(sql) }
  }

  deinit {
    _ = unsafe sqlite3_finalize(pointer)
  }

  /// Whether it has given a row and was neither stepped to its end nor reset.
  package var isRunning: Bool { unsafe sqlite3_stmt_busy(pointer) != 0 }

  /// How many columns a row has.
  package var columnCount: Int { Int(unsafe sqlite3_column_count(pointer)) }

  /// How many parameters there are to bind.
  package var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(pointer)) }

  /// Goes on to the next row: true when there is one, false at the end.
  ///
  /// A statement that has ended or failed is reset, so the next step begins anew with the same parameters.
  package func step() throws(SQLiteError) -> Bool {
    let code = unsafe sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    // The message must be taken before the reset, which may replace it.
    let failure = code == SQLITE_DONE ? nil : connection.error(code, .step, sql: sql)
    reset()
    if let failure { throw failure }
    return false
  }

  /// Steps to the end and drops the rows.
  package func run() throws(SQLiteError) {
    while try step() {}
  }

  /// Binds these parameters from the first on, steps to the end and drops the rows.
  package func run(_ values: [Value]) throws(SQLiteError) {
    try bind(values)
    try run()
  }

  /// Goes back to before the first row and gives up what it holds of the database; parameters stay bound.
  package func reset() {
    // The result only repeats what the latest step has said.
    _ = unsafe sqlite3_reset(pointer)
  }

  /// Makes every parameter NULL.
  package func clearBindings() {
    _ = unsafe sqlite3_clear_bindings(pointer)
  }

  private static func notOne(_ sql: String) -> SQLiteError {
    SQLiteError(
      operation: .prepare, code: .misuse, message: "the text is not exactly one statement",
      sql: sql)
  }
}
