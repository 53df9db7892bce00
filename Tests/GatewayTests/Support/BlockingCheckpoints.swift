import Storage

@testable import Gateway

/// A store whose checkpoints wait to be let through.
final class BlockingCheckpoints: Store {
  private let store: MemoryStore
  private let monitor = Monitor((begun: 0, allowed: 0))

  init(over store: MemoryStore) {
    self.store = store
  }

  func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
    try store.write(body)
  }

  func makeReader() throws -> any StoreReader {
    try store.makeReader()
  }

  func checkpoint() throws {
    monitor.update { $0.begun += 1 }
    _ = monitor.wait { $0.begun <= $0.allowed ? true : nil }
    if begun == 1 { throw StoreError(.failed, "the test breaks the first checkpoint") }
  }

  func close() {
    store.close()
  }

  var begun: Int { monitor.update { $0.begun } }

  func awaitBegun(_ count: Int) {
    _ = monitor.wait { $0.begun >= count ? true : nil }
  }

  func allow(_ count: Int) {
    monitor.update { $0.allowed = count }
  }
}
