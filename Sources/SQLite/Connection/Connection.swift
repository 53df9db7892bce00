import CSQLite

/// The open C handle.
///
/// It closes when the database and all its statements are gone.
@safe
final class Connection {
  let pointer: OpaquePointer
  let interrupt: InterruptHandle
  /// Kept, because SQLite calls into it as long as the handle is open.
  private let fileSystem: FaultyFileSystem?

  init(options: Database.Options) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      options.location.path, &handle, options.flags, options.fileSystem?.name)
    guard let opened = unsafe handle else {
      throw SQLiteError(
        operation: .open, code: .outOfMemory, message: "no memory for a connection")
    }
    unsafe pointer = unsafe opened
    interrupt = unsafe InterruptHandle(opened)
    fileSystem = options.fileSystem
    // From here on the handle closes with this object, also when opening it has failed.
    _ = unsafe sqlite3_extended_result_codes(opened, 1)
    try check(code, .open)
  }

  deinit {
    interrupt.detach()
    _ = unsafe sqlite3_close_v2(pointer)
  }

  /// Throws what SQLite says of its latest call on this handle, unless that succeeded.
  func check(
    _ code: Int32, _ operation: SQLiteError.Operation, sql: String? = nil
  ) throws(SQLiteError) {
    if code != SQLITE_OK { throw error(code, operation, sql: sql) }
  }

  func error(_ code: Int32, _ operation: SQLiteError.Operation, sql: String?) -> SQLiteError {
    let message = unsafe sqlite3_errmsg(pointer).map { unsafe String(cString: $0) }
    return SQLiteError(
      operation: operation, code: ResultCode(rawValue: code), message: message ?? "unknown error",
      sql: sql)
  }
}
