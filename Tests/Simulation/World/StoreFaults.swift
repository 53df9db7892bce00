import Synchronization

/// Makes writes of a store fail.
final class StoreFaults: Sendable {
  private let planned = Mutex(0)

  struct DiskFull: Error {}

  /// The next `count` writes fail.
  func failNext(_ count: Int = 1) {
    planned.withLock { $0 = count }
  }

  func clear() { failNext(0) }

  /// What a store asks before each commit.
  func beforeCommit(_: Int) throws {
    let fails = planned.withLock { planned in
      guard planned > 0 else { return false }
      planned -= 1
      return true
    }
    if fails { throw DiskFull() }
  }
}
