import Domain
import Storage
import Views

/// The sums of the views that were compared lately: a bounded number of records, and none of a view
/// that nobody compares.
///
/// Confined to one thread.
struct KeptViews {
  private var kept: [Viewer: Entry] = [:]
  private let limit: Int

  struct Viewer: Hashable {
    let enterprise: EnterpriseID
    let party: Party
    /// That of an endpoint, or the whole view.
    var scope = Endpoint.Scope.whole
  }

  private struct Entry {
    var view: KeptView
    var usedAt: Duration
  }

  /// `limit` is the number of records in all views together.
  init(limit: Int) {
    self.limit = limit
  }

  var isEmpty: Bool { kept.isEmpty }
  var viewers: Set<Viewer> { Set(kept.keys) }

  /// Takes a view out, to be put back when it was moved on.
  mutating func take(_ viewer: Viewer) -> KeptView? {
    kept.removeValue(forKey: viewer)?.view
  }

  /// Keeps a view; those that were not used for the longest time make room for it.
  mutating func keep(_ view: KeptView, of viewer: Viewer, at now: Duration) {
    kept[viewer] = Entry(view: view, usedAt: now)
    while kept.count > 1, size > limit || kept.count > Self.mostViews {
      guard
        let oldest = kept.filter({ $0.key != viewer }).min(by: { $0.value.usedAt < $1.value.usedAt }
        )
      else { return }
      kept[oldest.key] = nil
    }
  }

  /// Drops what was not used since a moment.
  mutating func drop(unusedSince moment: Duration) {
    kept = kept.filter { $0.value.usedAt >= moment }
  }

  private static let mostViews = 1_024

  private var size: Int { kept.values.reduce(0) { $0 + $1.view.sums.count } }
}
