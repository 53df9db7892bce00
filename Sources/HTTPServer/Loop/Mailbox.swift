import Synchronization
import Wire

/// Names one request of one loop; never used twice.
struct Ticket: Sendable, Equatable {
  let slot: Int
  let serial: UInt64
}

/// The end of a wait.
struct Completion: Sendable {
  let ticket: Ticket
  let content: Content
  /// For how long the loop keeps the answer.
  var delay = Duration.zero

  enum Content: Sendable {
    case made(HTTPResponse)
    /// Still to be worded, on the loop's thread.
    case unmade(@Sendable () -> HTTPResponse)
    /// Nobody will answer.
    case dropped
  }
}

/// What other threads have for a loop.
///
/// Never more than one entry per connection of the loop, but
/// for the answers to connections that have gone.
final class Mailbox: Sendable {
  struct Contents: Sendable {
    var completions: [Completion] = []
    /// Set once, when the loop is to stop: how long running requests may take.
    var stopsWithin: Duration?
    var isClosed = false
  }

  private let contents = Mutex(Contents())
  let waker: Waker

  init() throws(HTTPServerError) {
    waker = try Waker()
  }

  func put(_ completion: Completion) {
    let wakes = contents.withLock { contents in
      guard !contents.isClosed else { return false }
      contents.completions.append(completion)
      return contents.completions.count == 1
    }
    if wakes { waker.wake() }
  }

  func stop(within bound: Duration) {
    contents.withLock { $0.stopsWithin = bound }
    waker.wake()
  }

  /// Empties the box.
  func take() -> Contents {
    waker.clear()
    return contents.withLock { contents in
      let taken = contents
      contents.completions = []
      contents.stopsWithin = nil
      return taken
    }
  }

  /// Drops what is in the box and what will be put in.
  func close() {
    let dropped = contents.withLock { contents in
      contents.isClosed = true
      let dropped = contents.completions
      contents.completions = []
      return dropped
    }
    withExtendedLifetime(dropped) {}
  }
}
