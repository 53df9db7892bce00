import Domain
import SQLite
import Storage
import TemporaryFiles
import Testing

@Suite struct OpeningTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("weir.db") }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a new store is one private file with pages of 8 KB`() throws {
    let store = try SQLiteStore.create(at: path)
    for name in folder.names { #expect(folder.mode(of: name) == 0o600) }
    store.close()
    #expect(folder.names == ["weir.db", "weir.db.lock"])
    let header = try DatabaseFileHeader.read(path)
    #expect(header.pageSize == 8_192)
    #expect(header.usesWriteAheadLog)
    #expect(header.applicationID == 0x5765_6972)
    #expect(header.userVersion >= 1)
  }

  @Test func `its size is that of its files`() throws {
    let store = try SQLiteStore.create(at: path)
    let journal = Journal(seed: 1)
    try store.add(journal)
    let size = try #require(store.size)
    #expect(size.bytes == Int64(try folder.bytes(of: "weir.db").count))
    #expect(size.logBytes == Int64(try folder.bytes(of: "weir.db-wal").count))
    #expect(size.bytes > 0 && size.logBytes > 0)
    #expect(MemoryStore().size == nil)
  }

  @Test func `what was written is there after reopening`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    try store.append([.creating(.contact(try journal.contact("C-1")))], to: journal)
    store.close()
    let reopened = try SQLiteStore.open(at: path)
    let reader = try reopened.makeReader()
    #expect(try reader.enterprises() == [journal.enterprise])
    #expect(try reader.head(of: journal.id) == journal.head)
    try reopened.append([.creating(.contact(try journal.contact("C-2")))], to: journal)
    try reader.refresh()
    #expect(
      try reader.entries(after: .start, limit: 9, in: journal.id)
        == journal.writes.map(\.entry))
  }

  @Test func `a reader beside the writer sees one state, and moves on when asked`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    let busy = #expect(throws: StoreError.self) { try SQLiteStore.open(at: path) }
    #expect(busy?.code == .inUse)
    let reader = try SQLiteStore.reader(besideWriterOf: path)
    let old = journal.head
    try store.append([.creating(.contact(try journal.contact("C-1")))], to: journal)
    #expect(try reader.head(of: journal.id) == old)
    try reader.refresh()
    #expect(try reader.head(of: journal.id) == journal.head)
    try reader.release()
    store.close()
  }

  @Test func `a reader beside the writer reads nothing but a store`() throws {
    let database = try Database(Database.Options(.file(path), access: .create))
    try database.execute("CREATE TABLE other (id INTEGER)")
    let error = #expect(throws: StoreError.self) {
      try SQLiteStore.reader(besideWriterOf: path)
    }
    #expect(error?.code == .foreign)
    #expect(throws: StoreError.self) {
      try SQLiteStore.reader(besideWriterOf: folder.file("none.db"))
    }
  }

  @Test func `creating does not overwrite what is there`() throws {
    try folder.write(Array("precious".utf8), to: "weir.db")
    let error = #expect(throws: StoreError.self) { try SQLiteStore.create(at: path) }
    #expect(error?.code == .exists)
    #expect(try folder.bytes(of: "weir.db") == Array("precious".utf8))
    #expect(folder.names == ["weir.db"])
  }

  @Test func `creating in a folder that is not there is a typed error`() throws {
    let error = #expect(throws: StoreError.self) {
      try SQLiteStore.create(at: folder.file("none/weir.db"))
    }
    #expect(error?.code == .failed)
  }

  @Test func `opening does not make a file`() throws {
    let error = #expect(throws: StoreError.self) { try SQLiteStore.open(at: path) }
    #expect(error?.code == .missing)
    #expect(folder.names.isEmpty)
  }

  /// Files that are no store of this program, and how they are refused.
  enum Unfit: CaseIterable {
    case empty, text, folder, otherDatabase, attemptLog, newer, damagedHeader, cut

    var code: StoreError.Code {
      switch self {
      case .empty: .empty
      case .text, .folder, .otherDatabase, .attemptLog: .foreign
      case .newer: .newer
      case .damagedHeader, .cut: .damaged
      }
    }
  }

  private func make(_ unfit: Unfit) throws {
    switch unfit {
    case .empty: try folder.write([], to: "weir.db")
    case .text: try folder.write(Array("Dear diary, today I".utf8), to: "weir.db")
    case .folder: break
    case .otherDatabase, .attemptLog:
      let database = try Database(Database.Options(.file(path)))
      try database.execute("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')")
      if unfit == .attemptLog { try database.setApplicationID(0x5765_694C) }
      try database.setUserVersion(1)
    case .newer:
      try SQLiteStore.create(at: path).close()
      let database = try Database(Database.Options(.file(path)))
      try database.setUserVersion(1_000)
    case .damagedHeader, .cut:
      try SQLiteStore.create(at: path).close()
      var bytes = try folder.bytes(of: "weir.db")
      if unfit == .cut { bytes.removeLast(bytes.count - 3_000) } else { bytes[21] = 1 }
      try folder.write(bytes, to: "weir.db")
    }
  }

  @Test(arguments: Unfit.allCases)
  func `an unfit file is refused and stays as it is`(_ unfit: Unfit) throws {
    try make(unfit)
    let place = unfit == .folder ? folder.path : path
    let before = unfit == .folder ? [] : try folder.bytes(of: "weir.db")
    let names = folder.names
    let error = #expect(throws: StoreError.self) { try SQLiteStore.open(at: place) }
    #expect(error?.code == unfit.code)
    #expect(error?.description.contains(place) == true)
    #expect(folder.names == names)
    guard unfit != .folder else { return }
    #expect(try folder.bytes(of: "weir.db") == before)
  }

  @Test func `a store is opened once at a time`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    let error = #expect(throws: StoreError.self) { try SQLiteStore.open(at: path) }
    #expect(error?.code == .inUse)
    // The refusal takes nothing from the one that has it.
    try store.add(journal)
    store.close()
    let second = try SQLiteStore.open(at: path)
    #expect(try second.makeReader().enterprises() == [journal.enterprise])
    #expect(throws: StoreError.self) { try SQLiteStore.open(at: path) }
    second.close()
  }

  @Test func `errors name what to do and no stored value`() throws {
    let journal = Journal(seed: 1)
    let store = try SQLiteStore.create(at: path)
    try store.add(journal)
    let secret = try journal.contact("Secret-1")
    let write = journal.entry([.creating(.contact(secret)), .creating(.contact(secret))])
    let error = #expect(throws: StoreError.self) {
      try store.write { try $0.append(write, in: journal.id) }
    }
    #expect(error?.code == .conflict)
    #expect(error?.description.contains("Secret") == false)
  }
}
