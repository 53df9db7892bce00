import SQLite
import Synchronization

/// Keeps everything in one SQLite file with a write-ahead log beside it.
///
/// One connection writes, one moves the log into the file, and every reader has its own. Only one
/// process at a time can have a store open; `FILE.lock` beside the file holds the others off.
package final class SQLiteStore: Store {
  package let path: String
  private let gate = StoreGate()
  private let writer: Mutex<WriterSlot>
  private let checkpointer: Mutex<CheckpointerSlot>
  private let fileSystem: FaultyFileSystem?
  /// From how many pages on a log is to begin anew.
  private let longLogFrames: Int

  /// Makes a new store; throws `exists` where there is a file already, and leaves none on failure.
  package static func create(at path: String) throws -> SQLiteStore {
    try create(at: path, fileSystem: nil)
  }

  /// Opens a store that was created before, and brings an older one up to date.
  ///
  /// What is missing (`missing`), something else (`foreign`), cut or with a damaged header
  /// (`damaged`), written by a later version (`newer`) or open elsewhere (`inUse`) is refused
  /// without a byte changed or a file left beside it.
  package static func open(at path: String) throws -> SQLiteStore {
    try open(at: path, fileSystem: nil)
  }

  init(
    _ path: String, lock: consuming FileLock, fileSystem: FaultyFileSystem?, longLogFrames: Int
  ) throws(StoreError) {
    self.path = path
    self.fileSystem = fileSystem
    self.longLogFrames = longLogFrames
    do {
      let database = try Self.connect(to: path, fileSystem: fileSystem)
      try Schema.store.migrate(database)
      // What the header says must be in the file itself, where a refusal looks for it.
      _ = try database.checkpoint(.passive)
      writer = Mutex(WriterSlot(writer: try SQLiteWriter(database, gate: gate), lock: lock))
      let second = try Self.connect(
        to: path, busyTimeout: Self.restartPatience, fileSystem: fileSystem)
      checkpointer = Mutex(CheckpointerSlot(database: second))
    } catch {
      throw StoreError(error)
    }
  }

  package func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
    var outcome: Result?
    try writer.withLock { slot in
      guard let writer = slot.writer else { throw StoreError.closed }
      outcome = try writer.write(body)
    }
    guard let outcome else { throw StoreError.closed }
    return outcome
  }

  package func makeReader() throws -> any StoreReader {
    guard !gate.isClosed.load(ordering: .acquiring) else { throw StoreError.closed }
    do {
      let database = try Database(
        Database.Options(.file(path), access: .readOnly, fileSystem: fileSystem))
      try database.setCacheSize(kibibytes: 4_096)
      let reader = SQLiteReader(database, gate: gate)
      try reader.refresh()
      return reader
    } catch let error as SQLiteError {
      throw StoreError(error)
    }
  }

  /// Moves what it can without holding up anybody; once the log is long, it holds up the writer for
  /// the rest, so that the log begins anew instead of growing.
  package func checkpoint() throws {
    try checkpointer.withLock { slot in
      guard let database = slot.database else { throw StoreError.closed }
      do {
        let done = try database.checkpoint(.passive)
        guard done.logFrames >= longLogFrames else { return }
        try writer.withLock { _ in try Self.restartLog(database) }
      } catch let error as SQLiteError {
        throw StoreError(error)
      }
    }
  }

  /// A reader that stays on an old state for longer than the patience is no failure: next time.
  private static func restartLog(_ database: Database) throws(SQLiteError) {
    do { _ = try database.checkpoint(.restart) } catch {
      guard error.isBusy else { throw error }
    }
  }

  /// The files are released when the readers are gone too.
  package func close() {
    gate.isClosed.store(true, ordering: .releasing)
    checkpointer.withLock { $0.database = nil }
    writer.withLock { $0.close() }
  }

  /// 64 MB at the page size of a new store.
  static let longLogFrames = 8_192
  private static let restartPatience = Duration.milliseconds(50)

  private static func connect(
    to path: String, busyTimeout: Duration = .seconds(5), fileSystem: FaultyFileSystem?
  ) throws(SQLiteError) -> Database {
    let database = try Database(
      Database.Options(
        .file(path), access: .readWrite, busyTimeout: busyTimeout, fileSystem: fileSystem))
    // FULL, not NORMAL: with a log, NORMAL loses the last commits at a power cut, commands that were
    // answered among them; and once commits are grouped it gains nothing.
    try database.setSynchronous(.full)
    // A checkpoint inside a commit would hold up every command that waits for it.
    try database.setAutomaticCheckpoint(pages: nil)
    // What is beyond it is in the system's own cache; 64 MiB made no command faster.
    try database.setCacheSize(kibibytes: 16_384)
    return database
  }
}

// Safe because the connection in it is used under the mutex around the slot only.
private struct WriterSlot: ~Copyable, @unchecked Sendable {
  private(set) var writer: SQLiteWriter?
  private var lock: FileLock?

  init(writer: SQLiteWriter, lock: consuming FileLock) {
    self.writer = writer
    self.lock = consume lock
  }

  mutating func close() {
    writer = nil
    lock = nil
  }
}

// Safe because the connection in it is used under the mutex around the slot only.
private struct CheckpointerSlot: @unchecked Sendable {
  var database: Database?
}
