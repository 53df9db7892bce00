import TemporaryFiles
import Testing

@testable import SQLite

@Suite struct FaultyFileSystemTests {
  private let folder: TemporaryFolder
  private let plan = FaultPlan()
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    let fileSystem = try FaultyFileSystem(plan: plan)
    database = try Database(.init(.file(folder.file("data")), fileSystem: fileSystem))
    try database.setJournalMode(.writeAheadLog)
    try database.setSynchronous(.full)
    try database.setAutomaticCheckpoint(pages: nil)
    try database.execute("CREATE TABLE t (a)")
  }

  private func insert(_ number: Int64) throws(SQLiteError) {
    try database.transaction(.immediate) { () throws(SQLiteError) in
      try database.run("INSERT INTO t VALUES (?)", .integer(number))
    }
  }

  /// What a process that starts anew finds, through the system's own file system.
  private func found() throws -> [Int64] {
    let other = try Database(.init(.file(folder.file("data"))))
    #expect(try other.integrityFaults() == [])
    return try other.query("SELECT a FROM t ORDER BY a") { $0.integer(0) }
  }

  @Test func `without a planned fault all goes well`() throws {
    try insert(1)
    #expect(try found() == [1])
    #expect(plan.calls(.sync) > 0)
    #expect(plan.calls(.write) > 0)
    #expect(plan.failures == 0)
  }

  @Test(arguments: [
    (FaultPlan.Operation.sync, ResultCode.inputOutputSync), (.write, .inputOutputWrite),
    (.write, .full),
  ])
  func `a failed commit is a typed error and leaves nothing`(
    operation: FaultPlan.Operation, code: ResultCode
  ) throws {
    try insert(1)
    plan.add(.init(operation, of: .writeAheadLog, code: code))
    let error = #expect(throws: SQLiteError.self) { try insert(2) }
    #expect(error?.code == code)
    #expect(error?.isFull == (code == .full))
    #expect(error?.isInputOutput == (code != .full))
    #expect(plan.failures == 1)
    #expect(!database.isInTransaction)
    #expect(try found() == [1])
    try insert(3)
    #expect(try found() == [1, 3])
  }

  @Test func `a full disk stays full until it is cleared`() throws {
    plan.add(.init(.write, code: .full, lasts: true))
    #expect(throws: SQLiteError.self) { try insert(1) }
    #expect(throws: SQLiteError.self) { try insert(2) }
    plan.clear()
    try insert(3)
    #expect(try found() == [3])
  }

  @Test(arguments: 0..<12)
  func `whichever write fails, a batch is there whole or not at all`(callsBefore: Int) throws {
    plan.add(.init(.write, after: callsBefore, code: .inputOutputWrite, lasts: true))
    var isAcknowledged = true
    do throws(SQLiteError) {
      try database.transaction(.immediate) { () throws(SQLiteError) in
        for number in Int64(0)..<3 {
          try database.run(
            "INSERT INTO t VALUES (?), (zeroblob(6000))", .integer(number))
        }
      }
    } catch {
      #expect(error.code == .inputOutputWrite)
      isAcknowledged = false
    }
    plan.clear()
    #expect(try found().count == (isAcknowledged ? 6 : 0))
  }

  @Test func `a checkpoint that fails loses nothing`() throws {
    try insert(1)
    plan.add(.init(.sync, of: .database, code: .inputOutputSync))
    let error = #expect(throws: SQLiteError.self) { try database.checkpoint(.truncate) }
    #expect(error?.operation == .checkpoint)
    #expect(error?.code == .inputOutputSync)
    #expect(try found() == [1])
    #expect(try database.checkpoint(.truncate).isComplete)
    #expect(try found() == [1])
  }

  @Test func `a fault counts only the calls of its kind of file`() throws {
    plan.add(.init(.sync, of: .database, code: .inputOutputSync))
    try insert(1)
    #expect(plan.failures == 0)
  }

  @Test func `opening can fail and leaves nothing open`() throws {
    let plan = FaultPlan()
    plan.add(.init(.open, of: .database, code: .cannotOpen))
    let options = Database.Options(
      .file(folder.file("data")), fileSystem: try FaultyFileSystem(plan: plan))
    let error = #expect(throws: SQLiteError.self) { try Database(options) }
    #expect(error?.operation == .open)
    #expect(error?.code.primary == .cannotOpen)
    #expect(throws: Never.self) { try Database(options) }
  }

  @Test func `reading can fail`() throws {
    try insert(1)
    let plan = FaultPlan()
    let reader = try Database(
      .init(
        .file(folder.file("data")), access: .readOnly,
        fileSystem: try FaultyFileSystem(plan: plan)))
    plan.add(.init(.read, code: .inputOutputRead, lasts: true))
    let error = #expect(throws: SQLiteError.self) {
      try reader.query("SELECT a FROM t") { $0.integer(0) }
    }
    #expect(error?.code == .inputOutputRead)
  }
}

@Suite struct ResultCodeTests {
  @Test(arguments: [
    (ResultCode.busy, "SQLITE_BUSY"), (.inputOutputSync, "SQLITE_IOERR_FSYNC"),
    (ResultCode(rawValue: 10 | (99 << 8)), "SQLITE_IOERR (25354)"),
    (ResultCode(rawValue: 250), "SQLite code 250"),
  ])
  func `a code shows its name, or that of its kind`(code: ResultCode, text: String) {
    #expect(code.description == text)
  }

  @Test func `an extended code belongs to its primary one`() {
    #expect(ResultCode.inputOutputSync.primary == .inputOutput)
    #expect(ResultCode.constraintUnique.primary == .constraint)
    #expect(ResultCode.full.primary == .full)
  }
}
