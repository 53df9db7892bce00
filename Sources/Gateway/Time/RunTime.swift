package import Wire

/// The time of one run: it begins as the wall clock's and goes on by the monotonic clock, so that a
/// wall clock that is set moves no delay.
package struct RunTime: Sendable {
  private let clock: any Clock
  private let start: Timestamp
  private let startElapsed: Duration

  package init(_ clock: any Clock) {
    self.clock = clock
    start = clock.now()
    startElapsed = clock.elapsed()
  }

  package var now: Timestamp { start + (clock.elapsed() - startElapsed) }

  /// How far the wall clock was set forward since the run began; negative where it was set back.
  package var wallAhead: Duration { clock.now() - now }
}
