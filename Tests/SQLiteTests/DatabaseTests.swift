import TemporaryFiles
import Testing

@testable import SQLite

@Suite struct DatabaseTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a missing file is a typed error unless it may be made`() throws {
    let path = folder.file("missing")
    let error = #expect(throws: SQLiteError.self) {
      try Database(.init(.file(path), access: .readWrite))
    }
    #expect(error?.operation == .open)
    #expect(error?.code.primary == .cannotOpen)
    #expect(error?.sql == nil)
    _ = try Database(.init(.file(path))).execute("CREATE TABLE t (a)")
    #expect(throws: Never.self) { try Database(.init(.file(path), access: .readOnly)) }
  }

  @Test(arguments: ["", "folder-that-is-not-there/file"])
  func `a path that leads nowhere is a typed error`(path: String) {
    let error = #expect(throws: SQLiteError.self) { try Database(.init(.file(path))) }
    #expect(error?.code.primary == .cannotOpen)
  }

  @Test func `a foreign file is refused at opening and left as it is`() throws {
    let foreign = Array("This is a letter and no database. ".utf8)
    let bytes = Array(repeatElement(foreign, count: 200).joined())
    try folder.write(bytes, to: "letter")
    let error = #expect(throws: SQLiteError.self) {
      try Database(.init(.file(folder.file("letter"))))
    }
    #expect(error?.code == .notADatabase)
    #expect(error?.isCorrupt == true)
    #expect(try folder.bytes(of: "letter") == bytes)
  }

  @Test func `a connection for reading writes nothing`() throws {
    let path = folder.file("data")
    try Database(.init(.file(path))).execute("CREATE TABLE t (a)")
    let reader = try Database(.init(.file(path), access: .readOnly))
    let error = #expect(throws: SQLiteError.self) { try reader.run("INSERT INTO t VALUES (1)") }
    #expect(error?.code.primary == .readOnly)
  }

  @Test func `a bad statement is a typed error that names it`() throws {
    let database = try Database(.init(.memory))
    let error = #expect(throws: SQLiteError.self) { try database.prepare("SELEKT 1") }
    #expect(error?.operation == .prepare)
    #expect(error?.code == .error)
    #expect(error?.sql == "SELEKT 1")
    #expect(error?.message.contains("syntax error") == true)
  }

  @Test(arguments: ["", " -- nothing", "SELECT 1; SELECT 2"])
  func `only exactly one statement can be prepared`(sql: String) throws {
    let database = try Database(.init(.memory))
    let error = #expect(throws: SQLiteError.self) { try database.prepare(sql) }
    #expect(error?.code == .misuse)
  }

  @Test func `a value never stands in an error`() throws {
    let database = try Database(.init(.memory))
    try database.execute("CREATE TABLE t (a TEXT UNIQUE)")
    try database.run("INSERT INTO t VALUES (?)", "hidden value")
    let error = #expect(throws: SQLiteError.self) {
      try database.run("INSERT INTO t VALUES (?)", "hidden value")
    }
    #expect(error?.code == .constraintUnique)
    #expect(error?.isConstraint == true)
    #expect(!String(describing: error).contains("hidden value"))
    #expect(error?.description.contains("SQLITE_CONSTRAINT_UNIQUE") == true)
  }

  @Test func `double quotes are never a text`() throws {
    let database = try Database(.init(.memory))
    #expect(throws: SQLiteError.self) { try database.prepare("SELECT \"nothing\"") }
  }

  @Test func `the schema cannot be written by hand`() throws {
    let database = try Database(.init(.memory))
    try database.execute("CREATE TABLE t (a); PRAGMA writable_schema = ON")
    #expect(throws: SQLiteError.self) { try database.execute("DELETE FROM sqlite_schema") }
    #expect(try database.query("PRAGMA trusted_schema") { $0.integer(0) } == [0])
  }

  @Test func `a script stops at its first bad statement`() throws {
    let database = try Database(.init(.memory))
    let error = #expect(throws: SQLiteError.self) {
      try database.execute("CREATE TABLE a (x); CREATE TABLE a (x); CREATE TABLE b (x)")
    }
    #expect(error?.operation == .execute)
    let tables = try database.query("SELECT name FROM sqlite_schema") { $0.text(0) }
    #expect(tables == ["a"])
  }

  @Test func `a kept statement is the same, and a fresh one while it runs`() throws {
    let database = try Database(.init(.memory))
    let sql = "SELECT ?1 UNION ALL SELECT 2"
    let first = try database.statement(sql)
    try first.bind(7, at: 1)
    #expect(try first.step())
    let second = try database.statement(sql)
    #expect(first !== second)
    #expect(first.integer(0) == 7)
    first.reset()
    let third = try database.statement(sql)
    #expect(third === first)
    #expect(try third.step())
    #expect(third.isNull(0))
  }

  @Test func `a statement outlives its database`() throws {
    let statement = try Database(.init(.memory)).prepare("SELECT 5")
    #expect(try statement.step())
    #expect(statement.integer(0) == 5)
  }

  @Test func `row numbers and changes are counted`() throws {
    let database = try Database(.init(.memory))
    try database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)")
    try database.run("INSERT INTO t VALUES (41, 1), (42, 2)")
    #expect(database.lastInsertRowID == 42)
    #expect(database.changes == 2)
    try database.run("UPDATE t SET a = 3 WHERE id = 41")
    #expect(database.changes == 1)
    #expect(database.totalChanges == 3)
  }

  @Test func `a failure in the middle of a query leaves the statement reset`() throws {
    struct Stop: Error {}
    let database = try Database(.init(.memory))
    let sql = "SELECT 1 UNION ALL SELECT 2"
    #expect(throws: Stop.self) {
      try database.query(sql, orThrow: { $0 as any Error }) { _ in throw Stop() as any Error }
    }
    #expect(try database.statement(sql).isRunning == false)
    #expect(try database.query(sql) { $0.integer(0) } == [1, 2])
  }

  @Test func `another thread can interrupt`() throws {
    let database = try Database(.init(.memory))
    let handle = database.interruptHandle
    let statement = try database.prepare(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
    #expect(try statement.step())
    handle.interrupt()
    let error = #expect(throws: SQLiteError.self) { try statement.run() }
    #expect(error?.code == .interrupted)
    #expect(throws: Never.self) { try database.execute("SELECT 1") }
  }

  @Test func `interrupting what is closed does nothing`() throws {
    let handle = try Database(.init(.memory)).interruptHandle
    handle.interrupt()
    #expect(throws: Never.self) { try Database(.init(.memory)).execute("SELECT 1") }
  }
}
