import BenchBaselines
import Domain
import Gateway
import Synchronization

/// Counts what one enterprise's journal gains.
final class CommitCounter: CommitObserver {
  private let enterprise: EnterpriseID
  private let commits = Atomic(0)
  private let entries = Atomic(0)
  private let newest = Atomic<Int64>(0)

  init(enterprise: EnterpriseID) {
    self.enterprise = enterprise
  }

  func committed(_ news: CommitNews) {
    newest.store(baseline_nanoseconds(), ordering: .releasing)
    commits.add(1, ordering: .relaxed)
    entries.add(news.entries[enterprise]?.count ?? 0, ordering: .relaxed)
  }

  /// When the newest commit was told, on the monotonic clock.
  var newestNanoseconds: Int64 { newest.load(ordering: .acquiring) }

  struct Count {
    let commits: Int
    let entries: Int

    /// Entries to a commit, at least 1.
    func perCommit(since earlier: Count) -> Int {
      max(1, (entries - earlier.entries) / max(1, commits - earlier.commits))
    }
  }

  var count: Count {
    Count(commits: commits.load(ordering: .relaxed), entries: entries.load(ordering: .relaxed))
  }
}
