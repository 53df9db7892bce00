import Synchronization

/// Keeps everything in memory and loses it with the process; for tests and simulation.
///
/// Readers hold snapshots that share structure, so a reader costs a write nothing.
package final class MemoryStore: Store {
  private let current: Mutex<MemoryState?>
  /// Held for the whole of a write; counts the writes begun.
  private let writes = Mutex(0)
  private let beforeCommit: @Sendable (Int) throws -> Void

  /// Calls `beforeCommit` with 1 for the first write, 2 for the second and so on, when the body has
  /// run; what it throws makes the write fail as a disk would.
  package convenience init(beforeCommit: @escaping @Sendable (Int) throws -> Void = { _ in }) {
    self.init(state: MemoryState(), beforeCommit: beforeCommit)
  }

  private init(state: MemoryState, beforeCommit: @escaping @Sendable (Int) throws -> Void) {
    current = Mutex(state)
    self.beforeCommit = beforeCommit
  }

  package func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
    var outcome: Result?
    try writes.withLock { count in
      count += 1
      let transaction = MemoryTransaction(of: self, state: try committed())
      // Whatever happens, a transaction that the body has kept is of no use afterwards.
      defer { transaction.held = nil }
      let result = try body(transaction)
      let state = try transaction.finish()
      try beforeCommit(count)
      try replace(by: state)
      outcome = result
    }
    guard let outcome else { throw StoreError.closed }
    return outcome
  }

  package func makeReader() throws -> any StoreReader {
    MemoryReader(of: self, state: try committed())
  }

  package func checkpoint() throws {
    _ = try committed()
  }

  package func close() {
    current.withLock { $0 = nil }
  }

  /// A new store with what a crash at this moment would leave: every finished write, nothing of one
  /// under way.
  package func crashedCopy(
    beforeCommit: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) throws -> MemoryStore {
    MemoryStore(state: try committed(), beforeCommit: beforeCommit)
  }

  var isClosed: Bool { current.withLock { $0 == nil } }

  func committed() throws(StoreError) -> MemoryState {
    guard let state = current.withLock({ $0 }) else { throw .closed }
    return state
  }

  private func replace(by state: MemoryState) throws(StoreError) {
    let isOpen = current.withLock { current in
      guard current != nil else { return false }
      current = state
      return true
    }
    guard isOpen else { throw .closed }
  }
}
