import Domain
import SQLite
import TemporaryFiles
import Testing

@testable import Storage

@Suite struct CrashTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("weir.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Opens what a killed process would leave, changed on the way by `damage`, and shows it.
  private func afterCrash<Result>(
    damage: (inout [UInt8]) -> Void = { _ in }, _ body: (SQLiteStore) throws -> Result
  ) throws -> Result {
    let copy = try TemporaryFolder()
    try copy.write(folder.bytes(of: "weir.db"), to: "weir.db")
    if folder.names.contains("weir.db-wal") {
      var log = try folder.bytes(of: "weir.db-wal")
      damage(&log)
      try copy.write(log, to: "weir.db-wal")
    }
    let store = try SQLiteStore.open(at: copy.file("weir.db"))
    defer { store.close() }
    return try body(store)
  }

  /// Where the journal stands after a crash; its chain is read on the way.
  private func headAfterCrash(
    of journal: Journal, damage: (inout [UInt8]) -> Void = { _ in }
  ) throws -> Head {
    try afterCrash(damage: damage) { store in
      let reader = try store.makeReader()
      let head = try reader.head(of: journal.id)
      let entries = try reader.entries(after: .start, limit: 1_000, in: journal.id)
      #expect(entries.count == Int(head.position.number))
      #expect(entries.last?.hash ?? Entry.origin(of: journal.id) == head.hash)
      return head
    }
  }

  @Test func `a killed process leaves the last finished write`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    for number in 0..<12 {
      try store.append([.creating(.contact(try journal.contact("C-\(number)")))], to: journal)
      if number % 5 == 4 { try store.checkpoint() }
      #expect(try headAfterCrash(of: journal) == journal.head)
    }
  }

  @Test func `a write under way is not there after a crash`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    try store.write { transaction in
      try transaction.append(write, in: journal.id)
      #expect(try headAfterCrash(of: journal) == before)
    }
    #expect(try headAfterCrash(of: journal) == journal.head)
  }

  @Test(arguments: [1, 4_000, 9_000, 30_000])
  func `a torn log leaves the state after some whole write`(cut: Int) throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    try store.checkpoint()
    var heads = [journal.head]
    for number in 0..<4 {
      try store.append([.creating(.contact(try journal.contact("C-\(number)")))], to: journal)
      heads.append(journal.head)
    }
    let found = try headAfterCrash(of: journal) { $0.removeLast(min(cut, $0.count)) }
    #expect(heads.contains(found))
    #expect(found != journal.head)
  }

  @Test func `a commit whose flush failed does not come back after a crash`() throws {
    let plan = FaultPlan()
    let journal = Journal(seed: 1)
    let files = try FaultyFileSystem(plan: plan)
    let store = try SQLiteStore.create(at: path, fileSystem: files)
    try store.add(journal)
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    plan.add(FaultPlan.Fault(.sync, of: .writeAheadLog, code: .inputOutputSync))
    #expect(throws: StoreError.self) {
      try store.write { try $0.append(write, in: journal.id) }
    }
    #expect(plan.failures == 1)
    #expect(try headAfterCrash(of: journal) == before)
    let reader = try store.makeReader()
    #expect(try reader.head(of: journal.id) == before)
    try store.write { try $0.append(write, in: journal.id) }
    #expect(try headAfterCrash(of: journal) == journal.head)
  }

  @Test func `while flushing fails every write is refused, and then they go on`() throws {
    let plan = FaultPlan()
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path, fileSystem: FaultyFileSystem(plan: plan))
    try store.add(journal)
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    plan.add(
      FaultPlan.Fault(.sync, of: .writeAheadLog, code: .inputOutputSync, lasts: true))
    for _ in 0..<3 {
      #expect(throws: StoreError.self) {
        try store.write { try $0.append(write, in: journal.id) }
      }
      #expect(try store.makeReader().head(of: journal.id) == before)
    }
    plan.clear()
    try store.write { try $0.append(write, in: journal.id) }
    #expect(try headAfterCrash(of: journal) == journal.head)
  }

  @Test func `a full disk is recognized and nothing of the write stays`() throws {
    let plan = FaultPlan()
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path, fileSystem: FaultyFileSystem(plan: plan))
    try store.add(journal)
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    plan.add(FaultPlan.Fault(.write, code: .full, lasts: true))
    let error = #expect(throws: StoreError.self) {
      try store.write { try $0.append(write, in: journal.id) }
    }
    #expect(error?.isFull == true)
    #expect(try headAfterCrash(of: journal) == before)
    plan.clear()
    try store.write { try $0.append(write, in: journal.id) }
    #expect(try headAfterCrash(of: journal) == journal.head)
  }

  @Test(
    arguments: [FaultPlan.Operation.write, .sync, .read],
    [ResultCode.inputOutputWrite, .inputOutputSync, .full])
  func `whichever call fails, a write is there whole or not at all`(
    operation: FaultPlan.Operation, code: ResultCode
  ) throws {
    let plan = FaultPlan()
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path, fileSystem: FaultyFileSystem(plan: plan))
    try store.add(journal)
    var calls = 0
    var failures = 0
    repeat {
      let before = journal.head
      let write = journal.entry([
        .creating(.contact(try journal.contact("A-\(calls)"))),
        .creating(.contact(try journal.contact("B-\(calls)"))),
      ])
      failures = plan.failures
      plan.add(FaultPlan.Fault(operation, after: calls, code: code))
      do {
        try store.write { try $0.append(write, in: journal.id) }
        try store.checkpoint()
      } catch {}
      plan.clear()
      let head = try store.makeReader().head(of: journal.id)
      #expect(try headAfterCrash(of: journal) == head)
      if head == before { try store.write { try $0.append(write, in: journal.id) } }
      calls += 1
    } while plan.failures > failures && calls < 60
    #expect(calls < 60)
  }
}
