package import AdapterKit
package import Delivery
package import Domain

/// A party's request for what one of its endpoints is told next.
package struct PullRequest: Sendable {
  package let endpoint: EndpointID
  /// What the copy holds; nil for nothing.
  package let after: PullMark?
  /// At most so many events are given.
  package let limit: Int
  /// How long it waits where there is nothing to tell.
  package let wait: Duration

  package init(endpoint: EndpointID, after: PullMark?, limit: Int, wait: Duration) {
    self.endpoint = endpoint
    self.after = after
    self.limit = min(max(1, limit), Outbox.limit)
    self.wait = wait
  }
}

/// The next events, or none where the wait is over, and what acknowledges them.
package struct PullAnswer: Sendable {
  package let events: [Event]
  package let next: PullMark

  package init(events: [Event], next: PullMark) {
    self.events = events
    self.next = next
  }
}

package enum PullFailure: Error, Hashable, Sendable {
  case refused(PullRefusal)
  /// The endpoint is paused or disabled, or its partner is not active.
  case held
  /// The endpoint was removed while the request waited.
  case removed
  /// Too many requests wait.
  case busy
  /// No delivery loop has taken the endpoint up.
  case unavailable
  case stopping
}

package typealias PullCompletion = @Sendable (Result<PullAnswer, PullFailure>) -> Void
