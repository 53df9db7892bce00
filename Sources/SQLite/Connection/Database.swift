import CSQLite

/// One connection to an SQLite database.
///
/// Belongs to one thread at a time, with all its statements; that is why it is not `Sendable`. It closes
/// when it and the statements taken from it are gone. Every call may block on the disk, so it is not for
/// threads that others wait for. Pinned at opening: schemas are not trusted, double quotes never mean a
/// string, and the file can be changed by ordinary statements only.
package final class Database {
  /// Statements kept at once; more than this can only come from SQL with values pasted into it.
  private static let keptStatementLimit = 256

  let connection: Connection
  private var keptStatements: [String: Statement] = [:]

  package init(_ options: Options) throws(SQLiteError) {
    connection = try Connection(options: options)
    try pinSecurity()
    let timeout = options.busyTimeoutMilliseconds
    try connection.check(unsafe sqlite3_busy_timeout(connection.pointer, timeout), .configure)
    if case .file = options.location {
      // SQLite opens lazily; reading the header now reports a foreign or missing file here.
      _ = try schemaVersion()
    }
  }

  /// A handle that other threads may keep to stop what this connection is doing.
  package var interruptHandle: InterruptHandle { connection.interrupt }

  /// Prepares a statement that is the caller's to keep; several of the same text may be stepped at once.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    try Statement(sql, on: connection)
  }

  /// The statement kept for this text, reset and without bindings; prepared when it is first asked for.
  ///
  /// While the kept one is still being stepped, a fresh one is made that is not kept.
  package func statement(_ sql: String) throws(SQLiteError) -> Statement {
    if let kept = keptStatements[sql] {
      guard !kept.isRunning else { return try prepare(sql) }
      kept.reset()
      kept.clearBindings()
      return kept
    }
    let statement = try prepare(sql)
    if keptStatements.count >= Self.keptStatementLimit { keptStatements.removeAll() }
    keptStatements[sql] = statement
    return statement
  }

  /// Runs a script of any number of statements without parameters, and drops the rows they give.
  ///
  /// Stops at the first that fails; what came before it stands, unless a transaction is open.
  package func execute(_ script: String) throws(SQLiteError) {
    let code = unsafe sqlite3_exec(connection.pointer, script, nil, nil, nil)
    try connection.check(code, .execute, sql: script)
  }

  /// Runs one kept statement with these parameters to its end, and drops the rows it gives.
  package func run(_ sql: String, _ values: Value...) throws(SQLiteError) {
    try statement(sql).run(values)
  }

  /// The rows that one kept statement gives, each made into a result while it is current.
  package func query<Row, Failure: Error>(
    _ sql: String, _ values: [Value] = [], orThrow failure: (SQLiteError) -> Failure,
    row: (Statement) throws(Failure) -> Row
  ) throws(Failure) -> [Row] {
    let statement: Statement
    do { statement = try self.statement(sql) } catch { throw failure(error) }
    defer { statement.reset() }
    do { try statement.bind(values) } catch { throw failure(error) }
    var rows: [Row] = []
    while true {
      do { guard try statement.step() else { return rows } } catch { throw failure(error) }
      rows.append(try row(statement))
    }
  }

  /// The rows that one kept statement gives, each made into a result while it is current.
  package func query<Row>(
    _ sql: String, _ values: Value..., row: (Statement) throws(SQLiteError) -> Row
  ) throws(SQLiteError) -> [Row] {
    try query(sql, values, orThrow: { $0 }, row: row)
  }

  /// The rowid of the latest row that this connection has inserted; 0 before the first.
  package var lastInsertRowID: Int64 { unsafe sqlite3_last_insert_rowid(connection.pointer) }

  /// How many rows the latest insert, update or delete has changed, triggers not counted.
  package var changes: Int { Int(unsafe sqlite3_changes64(connection.pointer)) }

  /// How many rows this connection has changed since it opened, triggers counted.
  package var totalChanges: Int { Int(unsafe sqlite3_total_changes64(connection.pointer)) }

  private func pinSecurity() throws(SQLiteError) {
    let switches: [(option: Int32, value: Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
    ]
    for (option, value) in switches {
      let code = unsafe csqlite_config_switch(connection.pointer, option, value)
      try connection.check(code, .configure)
    }
  }
}
