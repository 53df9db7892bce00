import Storage
import TemporaryFiles
import Testing

/// The stores that one suite holds to the same promises.
enum StoreSubject: CaseIterable, CustomTestStringConvertible {
  case memory
  case sqlite

  var testDescription: String {
    switch self {
    case .memory: "in memory"
    case .sqlite: "on SQLite"
    }
  }

  func make() throws -> StoreUnderTest {
    switch self {
    case .memory: return StoreUnderTest(store: MemoryStore(), folder: nil)
    case .sqlite:
      let folder = try TemporaryFolder()
      let store = try SQLiteStore.create(at: folder.file("weir.db"))
      return StoreUnderTest(store: store, folder: folder)
    }
  }
}

/// A new store, and the folder that goes when the test is over.
struct StoreUnderTest {
  let store: any Store
  let folder: TemporaryFolder?
}

/// What a test throws to make a write fail.
struct Deliberate: Error {}
