import TemporaryFiles
import Testing

@testable import SQLite

@Suite struct DatabaseFileHeaderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func sound() throws -> [UInt8] {
    do {
      let database = try Database(.init(.file(folder.file("sound"))))
      try database.setPageSize(8192)
      try database.setApplicationID(0x1234_5678)
      try database.setUserVersion(-7)
      try database.setJournalMode(.writeAheadLog)
      try database.execute("CREATE TABLE t (a)")
    }
    return try folder.bytes(of: "sound")
  }

  private func refusal(of bytes: [UInt8]) throws -> DatabaseFileError? {
    try folder.write(bytes, to: "file")
    let error = #expect(throws: DatabaseFileError.self) {
      try DatabaseFileHeader.read(folder.file("file"))
    }
    #expect(try folder.bytes(of: "file") == bytes)
    return error
  }

  @Test func `a sound file tells what it is and stays as it was`() throws {
    let bytes = try sound()
    let header = try DatabaseFileHeader.read(folder.file("sound"))
    #expect(header.pageSize == 8192)
    #expect(header.applicationID == 0x1234_5678)
    #expect(header.userVersion == -7)
    #expect(header.usesWriteAheadLog)
    #expect(header.fileSize == Int64(bytes.count))
    #expect(try folder.bytes(of: "sound") == bytes)
  }

  @Test func `the largest page size is read from its special form`() throws {
    do {
      let database = try Database(.init(.file(folder.file("large"))))
      try database.setPageSize(65_536)
      try database.execute("CREATE TABLE t (a)")
    }
    let header = try DatabaseFileHeader.read(folder.file("large"))
    #expect(header.pageSize == 65_536)
    #expect(!header.usesWriteAheadLog)
  }

  @Test func `what is no file is told apart`() throws {
    #expect(throws: DatabaseFileError.notFound) {
      try DatabaseFileHeader.read(folder.file("none"))
    }
    #expect(throws: DatabaseFileError.notAFile) { try DatabaseFileHeader.read(folder.path) }
    #expect(try refusal(of: []) == .empty)
  }

  @Test(arguments: ["x", "%PDF-1.7", "SQLite format 2", "SQLite format 3 and more of the like"])
  func `a foreign file is refused and stays as it was`(text: String) throws {
    #expect(try refusal(of: Array(text.utf8)) == .notADatabase)
    #expect(try refusal(of: Array(String(repeating: text, count: 500).utf8)) == .notADatabase)
  }

  @Test(arguments: [1, 15, 16, 99, 100, 8191])
  func `a file cut off within its first page is too short`(count: Int) throws {
    let bytes = Array(try sound().prefix(count))
    #expect(try refusal(of: bytes) == .tooShort(byteCount: Int64(count)))
  }

  @Test(arguments: [16, 17, 18, 19, 21, 22, 23, 44, 47, 56, 59])
  func `a header that cannot be true is damage`(index: Int) throws {
    var bytes = try sound()
    bytes[index] = 0xee
    let error = try refusal(of: bytes)
    guard case .damaged = error else {
      Issue.record("expected damage, got \(String(describing: error))")
      return
    }
  }
}
