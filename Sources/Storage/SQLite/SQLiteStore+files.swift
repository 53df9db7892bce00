import Glibc
import SQLite

extension SQLiteStore {
  static func create(
    at path: String, fileSystem: FaultyFileSystem?, longLogFrames: Int = longLogFrames
  ) throws -> SQLiteStore {
    try NewFile.create(path)
    do {
      let lock = try FileLock(of: path)
      try fill(path, fileSystem: fileSystem)
      try NewFile.flushFolder(of: path)
      return try SQLiteStore(
        path, lock: lock, fileSystem: fileSystem, longLogFrames: longLogFrames)
    } catch {
      NewFile.remove(path)
      throw error
    }
  }

  static func open(at path: String, fileSystem: FaultyFileSystem?) throws -> SQLiteStore {
    // The lock comes first where its file is there: to close the header's file in a process that
    // has the store open would let go of SQLite's own locks on it.
    if let lock = try FileLock(existingOf: path) {
      _ = try Schema.store.check(path)
      return try SQLiteStore(
        path, lock: lock, fileSystem: fileSystem, longLogFrames: longLogFrames)
    }
    _ = try Schema.store.check(path)
    return try SQLiteStore(
      path, lock: FileLock(of: path), fileSystem: fileSystem, longLogFrames: longLogFrames)
  }

  /// Reads a store that another process has open: a connection that cannot write, on one state.
  ///
  /// Takes no lock, so it is for where `open(at:)` says `inUse`. As long as the reader holds its
  /// state, the store's log grows. Throws `foreign` or `newer` for a file of another form.
  package static func reader(besideWriterOf path: String) throws -> any StoreReader {
    do {
      let database = try Database(Database.Options(.file(path), access: .readOnly))
      // Asked of the connection: to close the header's file would let go of SQLite's own locks where
      // the writer is in this process.
      guard try database.applicationID() == Schema.store.applicationID else {
        throw StoreError(.foreign, "\(path) is a database, but not a store; check the path")
      }
      guard try database.userVersion() == Schema.store.version else {
        throw StoreError(
          .newer, "\(path) is served by another version of this program; use that one to read it")
      }
      let reader = SQLiteReader(database, gate: StoreGate())
      try reader.refresh()
      return reader
    } catch let error as SQLiteError {
      throw StoreError(error)
    }
  }

  package var size: StoreSize? {
    guard let bytes = Self.byteCount(of: path) else { return nil }
    return StoreSize(bytes: bytes, logBytes: Self.byteCount(of: path + "-wal") ?? 0)
  }

  private static func byteCount(of path: String) -> Int64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int64(status.st_size) : nil
  }

  private static func fill(_ path: String, fileSystem: FaultyFileSystem?) throws(StoreError) {
    do {
      let database = try Database(
        Database.Options(.file(path), access: .readWrite, fileSystem: fileSystem))
      try database.setPageSize(8_192)
      try Schema.store.migrate(database)
      // Last, so that the schema stands in the file and not in a log.
      try database.setJournalMode(.writeAheadLog)
    } catch {
      throw StoreError(error)
    }
  }
}
