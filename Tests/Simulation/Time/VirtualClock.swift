import Gateway
import Synchronization
import Wire

/// A clock that stands still until it is moved.
final class VirtualClock: Clock {
  private let moment: Mutex<Timestamp>
  private let origin: Timestamp

  init(_ start: Timestamp) {
    origin = start
    moment = Mutex(start)
  }

  func now() -> Timestamp { moment.withLock { $0 } }
  func elapsed() -> Duration { now() - origin }

  func move(to time: Timestamp) {
    moment.withLock { $0 = max($0, time) }
  }
}
