import Glibc
package import Wire

/// The clocks of the machine.
package struct SystemClock: Clock {
  package init() {}

  package func now() -> Timestamp {
    let time = Self.read(CLOCK_REALTIME)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  package func elapsed() -> Duration {
    Self.monotonic()
  }

  static func monotonic() -> Duration {
    let time = read(CLOCK_MONOTONIC)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return time
  }
}
