import Glibc

/// A point on the clock that never jumps.
struct MonotonicInstant: Comparable {
  let nanoseconds: Int64

  static var now: Self {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Self(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  static func + (instant: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    let added = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    return Self(nanoseconds: instant.nanoseconds + added)
  }

  /// Whole milliseconds from `start` up to here, rounded up, never negative.
  func milliseconds(since start: Self) -> Int64 {
    max(0, (nanoseconds - start.nanoseconds + 999_999) / 1_000_000)
  }
}
