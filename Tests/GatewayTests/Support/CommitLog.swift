import Domain
import Gateway
import Synchronization

/// Keeps the news of every commit.
final class CommitLog: CommitObserver {
  private let news = Mutex<[CommitNews]>([])

  func committed(_ news: CommitNews) {
    self.news.withLock { $0.append(news) }
  }

  var all: [CommitNews] { news.withLock { $0 } }

  /// How many entries each commit brought to an enterprise.
  func entryCounts(of enterprise: EnterpriseID) -> [Int] {
    all.map { $0.entries[enterprise]?.count ?? 0 }
  }
}
