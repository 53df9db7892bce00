import CSQLite

/// How SQLite keeps a transaction whole.
package enum JournalMode: String, Sendable {
  /// A write-ahead log beside the file: readers and one writer do not wait for each other.
  case writeAheadLog = "wal"
  /// A rollback journal, removed after each transaction.
  case delete = "delete"
  /// In memory only.
  case memory = "memory"
}

/// When SQLite flushes to the disk.
package enum SynchronousLevel: Int64, Sendable {
  case off = 0
  /// With a write-ahead log a power cut may lose the latest commits, but never damages the file.
  case normal = 1
  /// Every commit is flushed before it returns.
  case full = 2
  /// As full, and the folder is flushed when a rollback journal is removed.
  case extra = 3
}

extension Database {
  /// Sets how transactions are kept whole; throws if the database stays with another mode.
  package func setJournalMode(_ mode: JournalMode) throws(SQLiteError) {
    let sql = "PRAGMA journal_mode = \(mode.rawValue)"
    let answer = try query(sql) { $0.text(0) }.first
    guard answer == mode.rawValue else {
      throw SQLiteError(
        operation: .configure, code: .error,
        message: "the journal mode stayed at \(answer ?? "none")", sql: sql)
    }
  }

  /// The journal mode by its name in SQLite.
  package func journalMode() throws(SQLiteError) -> String {
    try query("PRAGMA journal_mode") { $0.text(0) }.first ?? ""
  }

  package func setSynchronous(_ level: SynchronousLevel) throws(SQLiteError) {
    try execute("PRAGMA synchronous = \(level.rawValue)")
  }

  package func synchronous() throws(SQLiteError) -> SynchronousLevel? {
    SynchronousLevel(rawValue: try integerPragma("synchronous"))
  }

  /// Sets the page size in bytes, a power of two from 512 to 65,536.
  ///
  /// Works only before the first table is made and before a write-ahead log is chosen.
  package func setPageSize(_ byteCount: Int) throws(SQLiteError) {
    try execute("PRAGMA page_size = \(byteCount)")
  }

  /// The page size in bytes.
  package func pageSize() throws(SQLiteError) -> Int { Int(try integerPragma("page_size")) }

  /// Sets how much memory this connection may use to keep pages, in kibibytes.
  package func setCacheSize(kibibytes: Int) throws(SQLiteError) {
    try execute("PRAGMA cache_size = -\(max(0, kibibytes))")
  }

  /// Sets how much of the file is read through a memory map, in bytes; 0 for nothing.
  package func setMemoryMapSize(_ byteCount: Int64) throws(SQLiteError) {
    try execute("PRAGMA mmap_size = \(max(0, byteCount))")
  }

  /// Sets whether foreign keys are enforced; has no effect inside a transaction.
  package func setForeignKeys(_ isEnforced: Bool) throws(SQLiteError) {
    try execute("PRAGMA foreign_keys = \(isEnforced ? "ON" : "OFF")")
  }

  /// Marks the file as one of an application's own.
  package func setApplicationID(_ id: Int32) throws(SQLiteError) {
    try execute("PRAGMA application_id = \(id)")
  }

  package func applicationID() throws(SQLiteError) -> Int32 {
    Int32(truncatingIfNeeded: try integerPragma("application_id"))
  }

  /// Sets the number that an application keeps for the version of its schema.
  package func setUserVersion(_ version: Int32) throws(SQLiteError) {
    try execute("PRAGMA user_version = \(version)")
  }

  package func userVersion() throws(SQLiteError) -> Int32 {
    Int32(truncatingIfNeeded: try integerPragma("user_version"))
  }

  /// A number that grows with every change of the schema.
  package func schemaVersion() throws(SQLiteError) -> Int64 {
    try integerPragma("schema_version")
  }

  /// A number that changes when another connection has committed.
  package func dataVersion() throws(SQLiteError) -> Int64 { try integerPragma("data_version") }

  /// What a full check of the file found, at most `limit` faults; empty means that it is sound.
  ///
  /// Reads the whole file. Damage too deep to go on with the check is a fault found like any other.
  package func integrityFaults(limit: Int = 100) throws(SQLiteError) -> [String] {
    do {
      let findings = try query("PRAGMA integrity_check(\(max(1, limit)))") { $0.text(0) }
      return findings == ["ok"] ? [] : findings
    } catch {
      guard error.isCorrupt else { throw error }
      return [error.message]
    }
  }

  private func integerPragma(_ name: String) throws(SQLiteError) -> Int64 {
    try query("PRAGMA \(name)") { $0.integer(0) }.first ?? 0
  }
}
