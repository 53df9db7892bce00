import Domain
import TemporaryFiles
import Testing

@testable import Storage

@Suite struct LogSizeTests {
  private let folder: TemporaryFolder
  private let journal = Journal(seed: 1)
  private var path: String { folder.file("weir.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Pages in the log's file; those from before it began anew count as long as they stand there.
  private func framesInLog() throws -> Int {
    (try folder.bytes(of: "weir.db-wal").count - 32) / (8_192 + 24)
  }

  @Test func `a change of one contact writes three pages`() throws {
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    let department = try journal.department("D-1")
    let contacts = try (0..<2_000).map { try journal.contact("C-\($0)", in: [department.id]) }
    try store.write { transaction in
      for start in stride(from: 0, to: contacts.count, by: 500) {
        let changes = contacts[start..<start + 500].map { Change.creating(.contact($0)) }
        try transaction.append(journal.entry(changes), in: journal.id)
      }
    }
    // Pages are then as full as they get, and the log is empty.
    store.close()
    let reopened = try SQLiteStore.open(at: path)
    var changed = contacts[1_000]
    changed.name = try Name("李华")
    try reopened.append(
      [.replacing(.contact(contacts[1_000]), with: .contact(changed))], to: journal)
    // The version's page, the last page of entries, and the enterprise with its head.
    #expect(try framesInLog() == 3)
    reopened.close()
  }

  @Test func `a long log begins anew instead of growing`() throws {
    let store = try SQLiteStore.create(at: path, fileSystem: nil, longLogFrames: 20)
    try store.add(journal)
    for number in 0..<200 {
      try store.append([.creating(.contact(try journal.contact("C-\(number)")))], to: journal)
      if number % 5 == 4 { try store.checkpoint() }
    }
    #expect(try framesInLog() <= 60)
    #expect(try store.makeReader().head(of: journal.id) == journal.head)
  }

  @Test func `a reader on an old state keeps the log growing, but no write waiting`() throws {
    let store = try SQLiteStore.create(at: path, fileSystem: nil, longLogFrames: 4)
    try store.add(journal)
    let reader = try store.makeReader()
    let old = journal.head
    for number in 0..<3 {
      try store.append([.creating(.contact(try journal.contact("C-\(number)")))], to: journal)
    }
    try store.checkpoint()
    try store.append([.creating(.contact(try journal.contact("D")))], to: journal)
    #expect(try reader.head(of: journal.id) == old)
    let grown = try framesInLog()
    try reader.release()
    try store.checkpoint()
    try store.append([.creating(.contact(try journal.contact("E")))], to: journal)
    #expect(try framesInLog() == grown)
  }
}
