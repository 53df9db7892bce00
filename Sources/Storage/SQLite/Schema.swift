import SQLite

/// How a database file says what it is, and how older ones are brought up to date.
struct Schema: Sendable {
  /// Stands in the file's header; four letters.
  let applicationID: Int32
  /// What the file is called where it is refused.
  let title: String
  /// Each leads from the version of its index to the next one.
  ///
  /// One that was ever released is never changed: a later wish becomes one more at the end, and a
  /// file as it stood before it becomes a fixture.
  let migrations: [Migration]

  /// The version that this program reads and writes.
  var version: Int32 { Int32(migrations.count) }

  /// Looks at a file without changing anything; throws what to do where it cannot be used.
  func check(_ path: String) throws(StoreError) -> DatabaseFileHeader {
    let header: DatabaseFileHeader
    do { header = try DatabaseFileHeader.read(path) } catch { throw StoreError(error, at: path) }
    guard header.applicationID == applicationID else {
      throw StoreError(.foreign, "\(path) is a database, but not \(title); check the path")
    }
    guard header.userVersion >= 1 else {
      throw StoreError(.damaged, "\(path) has no version; restore a backup")
    }
    guard header.userVersion <= version else {
      throw StoreError(
        .newer,
        "\(path) was written by a newer version (schema \(header.userVersion), this program knows"
          + " \(version)); start that version, or restore a backup from before the upgrade")
    }
    return header
  }

  /// Runs the missing migrations, all in one transaction.
  func migrate(_ database: Database) throws(SQLiteError) {
    let found = Int(try database.userVersion())
    guard found < migrations.count else { return }
    try database.transaction(.immediate) { () throws(SQLiteError) in
      for migration in migrations[found...] {
        try database.execute(migration.script)
        try migration.completion(database)
      }
      try database.setApplicationID(applicationID)
      try database.setUserVersion(version)
    }
  }
}

/// One step from a version of a schema to the next.
struct Migration: Sendable, ExpressibleByStringLiteral {
  let script: String
  /// What SQL cannot say, done after the script.
  let completion: @Sendable (Database) throws(SQLiteError) -> Void

  init(
    _ script: String,
    completion: @escaping @Sendable (Database) throws(SQLiteError) -> Void = { _ in }
  ) {
    self.script = script
    self.completion = completion
  }

  init(stringLiteral script: String) { self.init(script) }
}
