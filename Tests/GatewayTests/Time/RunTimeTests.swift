import Gateway
import Synchronization
import Testing
import Wire

@Suite struct RunTimeTests {
  @Test(arguments: [Duration.seconds(-3600), .seconds(24 * 3600)])
  func `a wall clock that is set changes nothing but how far it is ahead`(step: Duration) {
    let clock = SetClock()
    let time = RunTime(clock)
    let start = time.now
    #expect(start == clock.now() && time.wallAhead == .zero)
    clock.pass(.seconds(7))
    clock.set(by: step)
    #expect(time.now == start + .seconds(7))
    #expect(time.wallAhead == step)
    #expect(time.now + time.wallAhead == clock.now())
  }
}

/// A clock whose wall time somebody sets.
private final class SetClock: Clock {
  private let state = Mutex((wall: Timestamp(seconds: 1_800_000_000), elapsed: Duration.seconds(3)))

  func now() -> Timestamp { state.withLock { $0.wall } }
  func elapsed() -> Duration { state.withLock { $0.elapsed } }

  func pass(_ duration: Duration) {
    state.withLock { state in
      state.wall += duration
      state.elapsed += duration
    }
  }

  func set(by step: Duration) { state.withLock { $0.wall += step } }
}
