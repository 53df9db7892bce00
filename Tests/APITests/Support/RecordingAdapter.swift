import AdapterKit
import Crypto
import Domain
import Synchronization
import Wire

/// Takes every event at once, without a network, and notes what it took.
///
/// An adapter is pure elsewhere; this one stands for the far side too.
final class RecordingAdapter: Adapter {
  let name: AdapterName
  let capabilities = Capabilities(removes: true, takesFacts: true, needsSecret: true)
  private let taken = Mutex<[String: [Event]]>([:])
  private let news = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init() throws {
    name = try AdapterName("standard-webhooks")
  }

  func problems(in settings: JSON) -> [SettingProblem] { [] }

  func step(_ input: Step) -> Verdict {
    taken.withLock { $0[input.target.url.description, default: []] += input.events }
    news.continuation.yield()
    return .done(remember: nil)
  }

  /// What went to a URL, in order.
  func events(at url: String) -> [Event] { taken.withLock { $0[url] ?? [] } }

  /// Waits until what went to a URL is as it should be.
  func wait(at url: String, until isThere: ([Event]) -> Bool) async {
    if isThere(events(at: url)) { return }
    for await _ in news.stream where isThere(events(at: url)) { return }
  }
}
