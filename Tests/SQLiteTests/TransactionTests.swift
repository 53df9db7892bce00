import TemporaryFiles
import Testing

@testable import SQLite

@Suite struct TransactionTests {
  private let folder: TemporaryFolder
  private let writer: Database

  init() throws {
    folder = try TemporaryFolder()
    writer = try Database(.init(.file(folder.file("data"))))
    try writer.setJournalMode(.writeAheadLog)
    try writer.execute("CREATE TABLE t (a)")
  }

  private func connection(
    _ access: Database.Access = .readWrite, busyTimeout: Duration = .zero
  ) throws -> Database {
    try Database(
      .init(.file(folder.file("data")), access: access, busyTimeout: busyTimeout))
  }

  private func rows(_ database: Database) throws -> [Int64] {
    try database.query("SELECT a FROM t ORDER BY a") { $0.integer(0) }
  }

  @Test func `a reader keeps to its snapshot while the writer commits`() throws {
    let reader = try connection(.readOnly)
    try writer.run("INSERT INTO t VALUES (1)")
    try reader.begin(.deferred)
    #expect(try rows(reader) == [1])
    try writer.transaction(.immediate) { () throws(SQLiteError) in
      try writer.run("INSERT INTO t VALUES (2)")
    }
    #expect(try rows(reader) == [1])
    try reader.commit()
    #expect(try rows(reader) == [1, 2])
  }

  @Test func `a second writer is refused as busy`() throws {
    let other = try connection()
    try writer.begin(.immediate)
    let error = #expect(throws: SQLiteError.self) { try other.begin(.immediate) }
    #expect(error?.isBusy == true)
    #expect(error?.code == .busy)
    try writer.commit()
    #expect(throws: Never.self) { try other.begin(.immediate) }
  }

  @Test func `writing on an old snapshot is busy and says so`() throws {
    let other = try connection()
    try other.begin(.deferred)
    #expect(try rows(other) == [])
    try writer.run("INSERT INTO t VALUES (1)")
    let error = #expect(throws: SQLiteError.self) { try other.run("INSERT INTO t VALUES (2)") }
    #expect(error?.code == .busySnapshot)
    #expect(error?.isBusy == true)
    try other.rollback()
    #expect(throws: Never.self) { try other.run("INSERT INTO t VALUES (2)") }
  }

  @Test func `a body that throws leaves nothing and its own error comes out`() throws {
    struct Refusal: Error, Equatable {
      var reason: String
    }
    let error = #expect(throws: Refusal.self) {
      try writer.transaction(.immediate, orThrow: { Refusal(reason: $0.message) }) {
        () throws(Refusal) in
        do { try writer.run("INSERT INTO t VALUES (1)") } catch { throw Refusal(reason: "sql") }
        throw Refusal(reason: "mine")
      }
    }
    #expect(error == Refusal(reason: "mine"))
    #expect(!writer.isInTransaction)
    #expect(try rows(writer) == [])
  }

  @Test func `a commit that fails rolls back`() throws {
    try writer.setForeignKeys(true)
    try writer.execute(
      """
      CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
      """)
    let error = #expect(throws: SQLiteError.self) {
      try writer.transaction(.immediate) { () throws(SQLiteError) in
        try writer.run("INSERT INTO t VALUES (1)")
        try writer.run("INSERT INTO child VALUES (5)")
      }
    }
    #expect(error?.code == .constraintForeignKey)
    #expect(!writer.isInTransaction)
    #expect(try rows(writer) == [])
  }

  @Test func `a transaction inside a transaction is an error`() throws {
    try writer.begin(.deferred)
    #expect(throws: SQLiteError.self) { try writer.begin(.deferred) }
    #expect(writer.isInTransaction)
  }

  @Test func `rolling back without a transaction does nothing`() throws {
    #expect(throws: Never.self) { try writer.rollback() }
  }

  @Test(arguments: ["one", "with \"quotes\"", "select", "é; DROP TABLE t"])
  func `going back to a savepoint keeps what came before`(name: String) throws {
    try writer.transaction(.immediate) { () throws(SQLiteError) in
      try writer.run("INSERT INTO t VALUES (1)")
      try writer.savepoint(name)
      try writer.run("INSERT INTO t VALUES (2)")
      try writer.rollbackTo(name)
      try writer.release(name)
      try writer.savepoint(name)
      try writer.run("INSERT INTO t VALUES (3)")
      try writer.release(name)
    }
    #expect(try rows(writer) == [1, 3])
  }

  @Test func `a savepoint that is not set is an error`() throws {
    #expect(throws: SQLiteError.self) { try writer.release("none") }
  }
}
