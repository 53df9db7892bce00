import TemporaryFiles
import Testing

@testable import SQLite

@Suite struct PragmaTests {
  private let folder: TemporaryFolder
  private let database: Database

  init() throws {
    folder = try TemporaryFolder()
    database = try Database(.init(.file(folder.file("data"))))
  }

  @Test(arguments: [512, 4096, 8192, 65536])
  func `the page size holds from the first table on`(byteCount: Int) throws {
    try database.setPageSize(byteCount)
    try database.setJournalMode(.writeAheadLog)
    try database.execute("CREATE TABLE t (a)")
    #expect(try database.pageSize() == byteCount)
    let header = try Database(.init(.file(folder.file("data")), access: .readOnly)).pageSize()
    #expect(header == byteCount)
  }

  @Test func `a memory database refuses a write-ahead log`() throws {
    let memory = try Database(.init(.memory))
    let error = #expect(throws: SQLiteError.self) { try memory.setJournalMode(.writeAheadLog) }
    #expect(error?.operation == .configure)
    #expect(error?.message.contains("memory") == true)
  }

  @Test(arguments: [SynchronousLevel.off, .normal, .full, .extra])
  func `the synchronous level is set`(level: SynchronousLevel) throws {
    try database.setSynchronous(level)
    #expect(try database.synchronous() == level)
  }

  @Test(arguments: [0, 1, 0x5745_4952, .max, .min] as [Int32])
  func `application id and user version are kept in the file`(number: Int32) throws {
    try database.setApplicationID(number)
    try database.setUserVersion(number)
    let other = try Database(.init(.file(folder.file("data"))))
    #expect(try other.applicationID() == number)
    #expect(try other.userVersion() == number)
  }

  @Test func `cache and memory map take their sizes`() throws {
    try database.setCacheSize(kibibytes: 1234)
    try database.setMemoryMapSize(1 << 20)
    #expect(try database.query("PRAGMA cache_size") { $0.integer(0) } == [-1234])
    #expect(try database.query("PRAGMA mmap_size") { $0.integer(0) } == [1 << 20])
  }

  @Test func `foreign keys are enforced when set`() throws {
    try database.execute(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id REFERENCES p)")
    try database.setForeignKeys(true)
    let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO c VALUES (1)") }
    #expect(error?.code == .constraintForeignKey)
    try database.setForeignKeys(false)
    #expect(throws: Never.self) { try database.run("INSERT INTO c VALUES (1)") }
  }

  @Test func `a checkpoint tells what it has moved`() throws {
    try database.setJournalMode(.writeAheadLog)
    try database.setAutomaticCheckpoint(pages: nil)
    try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    let passive = try database.checkpoint(.passive)
    #expect(passive.logFrames > 0)
    #expect(passive.isComplete)
    #expect(try database.checkpoint(.truncate) == Checkpoint(logFrames: 0, checkpointedFrames: 0))
    #expect(try folder.bytes(of: "data-wal").isEmpty)
  }

  @Test func `a reader holds back a checkpoint, and a truncating one is busy`() throws {
    try database.setJournalMode(.writeAheadLog)
    try database.execute("CREATE TABLE t (a)")
    let reader = try Database(.init(.file(folder.file("data"))))
    try reader.begin(.deferred)
    _ = try reader.query("SELECT * FROM t") { $0.integer(0) }
    let writer = try Database(.init(.file(folder.file("data")), busyTimeout: .zero))
    try writer.run("INSERT INTO t VALUES (1)")
    #expect(try !writer.checkpoint(.passive).isComplete)
    let error = #expect(throws: SQLiteError.self) { try writer.checkpoint(.truncate) }
    #expect(error?.operation == .checkpoint)
    #expect(error?.isBusy == true)
  }

  @Test func `without a log a checkpoint has nothing to do`() throws {
    #expect(
      try database.checkpoint(.passive) == Checkpoint(logFrames: -1, checkpointedFrames: -1))
  }

  @Test func `a log may be left behind at closing`() throws {
    let path = folder.file("left")
    do {
      let database = try Database(.init(.file(path)))
      try database.setJournalMode(.writeAheadLog)
      try database.setLeavesLogOnClose(true)
      try database.execute("CREATE TABLE t (a)")
    }
    #expect(try !folder.bytes(of: "left-wal").isEmpty)
    let tables = try Database(.init(.file(path))).query("SELECT name FROM sqlite_schema") {
      $0.text(0)
    }
    #expect(tables == ["t"])
  }

  /// In the index, the second page of the two: an entry that belongs to no row, and a page of no kind.
  @Test(arguments: [-1, -4096])
  func `a sound file has no faults and a damaged one has`(offset: Int) throws {
    try database.setPageSize(4096)
    try database.execute(
      """
      CREATE TABLE t (a); CREATE INDEX i ON t (a);
      INSERT INTO t VALUES (1001), (1002), (1003);
      """)
    #expect(try database.integrityFaults() == [])
    var bytes = try folder.bytes(of: "data")
    try #require(bytes.count == 3 * 4096)
    bytes[bytes.count + offset] ^= 0x55
    try folder.write(bytes, to: "damaged")
    let damaged = try Database(.init(.file(folder.file("damaged"))))
    #expect(try !damaged.integrityFaults().isEmpty)
  }

  @Test func `another connection's commit is seen by the data version`() throws {
    let other = try Database(.init(.file(folder.file("data"))))
    let before = try other.dataVersion()
    try database.execute("CREATE TABLE t (a)")
    #expect(try other.dataVersion() != before)
    #expect(try other.schemaVersion() > 0)
  }
}
