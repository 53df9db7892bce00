import Domain
import Synchronization

/// The newest entries of each enterprise, so that delivery loops need not read them back.
final class RecentEntries: Sendable {
  private let windows = Mutex<[EnterpriseID: Window]>([:])
  private let limit: Int

  init(limit: Int) {
    self.limit = max(limit, 1)
  }

  /// Takes entries that follow on those before.
  func append(_ entries: [CommittedEntry], in enterprise: EnterpriseID) {
    windows.withLock { $0[enterprise, default: Window()].append(entries, limit: limit) }
  }

  /// Every entry after `position`, or nil where some of them are no longer kept.
  func entries(
    after position: Position, head: Position, in enterprise: EnterpriseID
  ) -> [CommittedEntry]? {
    guard position < head else { return [] }
    return windows.withLock { $0[enterprise]?.entries(after: position) }
  }

  private struct Window {
    private var entries: [CommittedEntry] = []

    mutating func append(_ new: [CommittedEntry], limit: Int) {
      entries += new
      // Cut at twice the limit only, so that moving the rest costs little per entry.
      if entries.count > 2 * limit { entries.removeFirst(entries.count - limit) }
    }

    func entries(after position: Position) -> [CommittedEntry]? {
      guard let first = entries.first, first.position <= position.next else { return nil }
      // Positions are dense, so the place follows from the number.
      let skipped = Int(position.next.number - first.position.number)
      return Array(entries.dropFirst(skipped))
    }
  }
}
