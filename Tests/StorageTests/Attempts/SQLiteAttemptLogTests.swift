import Delivery
import Domain
import SQLite
import Storage
import TemporaryFiles
import Testing
import Wire

@Suite struct SQLiteAttemptLogTests {
  private let folder: TemporaryFolder
  private let source = AttemptSource()
  private let endpoint: EndpointID
  // 2026-11-22, noon.
  private let noon = Timestamp(seconds: 1_795_348_800)

  init() throws {
    folder = try TemporaryFolder()
    endpoint = EndpointID(from: source.random)
  }

  @Test func `every day has a private file of its own`() throws {
    let log = try SQLiteAttemptLog(folder: folder.path)
    try log.append([
      source.attempt(at: endpoint, noon), source.attempt(at: endpoint, noon + .seconds(86_400)),
    ])
    for name in folder.names { #expect(folder.mode(of: name) == 0o600) }
    log.close()
    #expect(folder.names == ["attempts-2026-11-22.db", "attempts-2026-11-23.db"])
    let header = try DatabaseFileHeader.read(folder.file("attempts-2026-11-22.db"))
    #expect(header.applicationID == 0x5765_694C)
  }

  @Test func `the log is there after reopening and goes on`() throws {
    let attempts = (0..<4).map { source.attempt(at: endpoint, noon + .seconds($0)) }
    let log = try SQLiteAttemptLog(folder: folder.path)
    try log.append(Array(attempts[..<2]))
    log.close()
    let reopened = try SQLiteAttemptLog(folder: folder.path)
    #expect(reopened.skipped.isEmpty)
    try reopened.append(Array(attempts[2...]))
    #expect(try reopened.all(of: endpoint).map(\.attempt) == attempts.reversed())
    reopened.close()
    #expect(folder.names == ["attempts-2026-11-22.db"])
  }

  @Test func `a missing folder is made, and an impossible one is a typed error`() throws {
    let log = try SQLiteAttemptLog(folder: folder.file("log"))
    log.close()
    #expect(folder.names == ["log"])
    try folder.write([], to: "file")
    #expect(throws: StoreError.self) { try SQLiteAttemptLog(folder: folder.file("file")) }
    #expect(throws: StoreError.self) { try SQLiteAttemptLog(folder: folder.file("no/no")) }
  }

  @Test func `an unreadable day is passed over, named, and makes way when it is written to`() throws
  {
    let old = source.attempt(at: endpoint, noon - .seconds(86_400))
    let log = try SQLiteAttemptLog(folder: folder.path)
    try log.append([old])
    log.close()
    try folder.write(Array("scribble".utf8), to: "attempts-2026-11-22.db")
    try folder.write([], to: "attempts-2026-11-20.db")
    try folder.write(Array("other".utf8), to: "notes.txt")
    let reopened = try SQLiteAttemptLog(folder: folder.path)
    #expect(reopened.skipped.map(\.code) == [.foreign])
    #expect(reopened.skipped.first?.description.contains("attempts-2026-11-22.db") == true)
    #expect(try reopened.all(of: endpoint).map(\.attempt) == [old])
    let new = source.attempt(at: endpoint, noon)
    try reopened.append([new])
    #expect(try reopened.all(of: endpoint).map(\.attempt) == [new, old])
    #expect(reopened.skipped.isEmpty)
    #expect(
      try folder.bytes(of: "attempts-2026-11-22.db.unreadable") == Array("scribble".utf8))
    try reopened.drop(before: noon + .seconds(86_400))
    reopened.close()
    #expect(folder.names == ["notes.txt"])
  }

  @Test func `a day that turns out damaged is passed over while reading`() throws {
    let attempts = [noon - .seconds(86_400), noon].map { source.attempt(at: endpoint, $0) }
    let log = try SQLiteAttemptLog(folder: folder.path)
    try log.append(attempts)
    log.close()
    var bytes = try folder.bytes(of: "attempts-2026-11-22.db")
    for index in 100..<bytes.count { bytes[index] = 0xA5 }
    try folder.write(bytes, to: "attempts-2026-11-22.db")
    let reopened = try SQLiteAttemptLog(folder: folder.path)
    #expect(reopened.skipped.isEmpty)
    #expect(try reopened.all(of: endpoint).map(\.attempt) == [attempts[0]])
    #expect(reopened.skipped.map(\.code) == [.damaged])
    try reopened.append([attempts[1]])
    #expect(try reopened.all(of: endpoint).map(\.attempt) == [attempts[1], attempts[0]])
  }

  @Test func `a log that is read and written from two threads stays in order`() async throws {
    let log = try SQLiteAttemptLog(folder: folder.path)
    let attempts = (0..<200).map { source.attempt(at: endpoint, noon + .seconds($0)) }
    let target = endpoint
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for attempt in attempts { try log.append([attempt]) } }
      group.addTask {
        var seen = 0
        while seen < attempts.count {
          let found = try log.attempts(at: target, before: nil, limit: 1_000)
          #expect(found.count >= seen)
          seen = found.count
          let numbers = found.map(\.attempt.number)
          #expect(numbers == numbers.sorted(by: >))
        }
      }
      try await group.waitForAll()
    }
  }
}
