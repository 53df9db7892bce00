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
