import Testing

@testable import SQLite

@Suite struct StatementTests {
  private let database: Database

  init() throws {
    database = try Database(.init(.memory))
    try database.execute("CREATE TABLE t (a)")
  }

  private func stored(_ value: Value) throws -> (kind: String, value: Value) {
    try database.run("DELETE FROM t")
    try database.run("INSERT INTO t VALUES (?)", value)
    let rows = try database.query("SELECT typeof(a), a FROM t") { ($0.text(0), $0.value(1)) }
    return try #require(rows.first)
  }

  @Test(arguments: [
    "", "plain", "Grüße, 世界 👩‍👩‍👧", "e\u{301}", "a\u{0}b", String(repeating: "x", count: 100_000),
  ])
  func `texts come back as they went in`(text: String) throws {
    let (kind, value) = try stored(.text(text))
    #expect(kind == "text")
    #expect(value == .text(text))
    guard case .text(let back) = value else { return }
    #expect(Array(back.utf8) == Array(text.utf8))
  }

  @Test(arguments: [[], [0], [0, 255, 0], Array(repeating: 7, count: 100_000)] as [[UInt8]])
  func `blobs come back as they went in, an empty one not as null`(blob: [UInt8]) throws {
    let (kind, value) = try stored(.blob(blob))
    #expect(kind == "blob")
    #expect(value == .blob(blob))
  }

  @Test(arguments: [0, 1, -1, .min, .max] as [Int64])
  func `integers come back as they went in`(number: Int64) throws {
    #expect(try stored(.integer(number)) == ("integer", .integer(number)))
  }

  @Test func `null and real numbers come back as they went in`() throws {
    #expect(try stored(nil) == ("null", .null))
    #expect(try stored(.real(0.5)) == ("real", .real(0.5)))
  }

  @Test func `sixteen bytes go as two words`() throws {
    let insert = try database.statement("INSERT INTO t VALUES (?1)")
    try insert.bindBlob(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10, at: 1)
    try insert.run()
    let select = try database.statement("SELECT a, x'01', 'sixteen bytes !!' FROM t")
    #expect(try select.step())
    #expect(select.blob(0) == Array(1...16))
    #expect(select.blob16(0)?.high == 0x0102_0304_0506_0708)
    #expect(select.blob16(0)?.low == 0x090a_0b0c_0d0e_0f10)
    #expect(select.blob16(1) == nil)
    #expect(select.blob16(2) == nil)
  }

  @Test func `a blob can be read without a copy`() throws {
    let select = try database.statement("SELECT x'010203', NULL, x''")
    #expect(try select.step())
    #expect(select.withBlob(0) { Int($0[0]) + $0.count } == 4)
    #expect(select.withBlob(1) { $0.count } == 0)
    #expect(select.withBlob(2) { $0.count } == 0)
  }

  @Test func `slices and spans bind as arrays do`() throws {
    let bytes: [UInt8] = [1, 2, 3, 4]
    let select = try database.statement("SELECT ?1, ?2, ?3, ?4")
    try select.bind(bytes[1..<3], at: 1)
    try select.bind(bytes.span, at: 2)
    try select.bind(bytes[4...], at: 3)
    try select.bind(true, at: 4)
    #expect(try select.step())
    #expect(select.blob(0) == [2, 3])
    #expect(select.blob(1) == bytes)
    #expect(!select.isNull(2))
    #expect(select.integer(3) == 1)
  }

  @Test(arguments: [0, -1, 2, .max])
  func `binding a parameter that is not there is a typed error`(index: Int) throws {
    let statement = try database.statement("SELECT ?1")
    let error = #expect(throws: SQLiteError.self) { try statement.bind(1, at: index) }
    #expect(error?.operation == .bind)
    #expect(error?.code == .range)
  }

  @Test func `binding while rows are read is a typed error`() throws {
    let statement = try database.statement("SELECT ?1")
    #expect(try statement.step())
    let error = #expect(throws: SQLiteError.self) { try statement.bind(1, at: 1) }
    #expect(error?.code == .misuse)
  }

  @Test func `parameters stay until they are cleared`() throws {
    let statement = try database.prepare("SELECT ?1")
    try statement.bind("kept", at: 1)
    #expect(try statement.step())
    #expect(try !statement.step())
    #expect(try statement.step())
    #expect(statement.text(0) == "kept")
    statement.reset()
    statement.clearBindings()
    #expect(try statement.step())
    #expect(statement.isNull(0))
  }

  @Test func `null reads as zero and as empty`() throws {
    let statement = try database.statement("SELECT NULL")
    #expect(try statement.step())
    #expect(statement.integer(0) == 0)
    #expect(statement.real(0) == 0)
    #expect(statement.text(0) == "")
    #expect(statement.blob(0) == [])
  }

  @Test func `reading a column that is not there ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let statement = try Database(.init(.memory)).statement("SELECT 1")
      _ = try statement.step()
      _ = statement.integer(1)
    }
  }

  @Test func `reading without a row ends the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = try Database(.init(.memory)).statement("SELECT 1").integer(0)
    }
  }
}
