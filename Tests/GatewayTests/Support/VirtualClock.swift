import Gateway
import Synchronization
import Wire

/// A clock that stands still until a test moves it.
final class VirtualClock: Clock {
  private let time: Mutex<(wall: Timestamp, elapsed: Duration)>

  init(at wall: Timestamp = Timestamp(seconds: 1_800_000_000)) {
    time = Mutex((wall, .zero))
  }

  func now() -> Timestamp { time.withLock { $0.wall } }
  func elapsed() -> Duration { time.withLock { $0.elapsed } }

  /// Lets time pass.
  func advance(by duration: Duration) {
    time.withLock {
      $0.wall += duration
      $0.elapsed += duration
    }
  }

  /// Sets the wall clock alone, as a person does.
  func set(_ wall: Timestamp) {
    time.withLock { $0.wall = wall }
  }
}
