internal import Glibc

/// A moment on the machine's monotonic clock, in nanoseconds since an arbitrary start.
struct MonotonicInstant: Comparable {
  /// Later than any moment that occurs.
  static let never = MonotonicInstant(nanoseconds: .max)

  /// Earlier than any moment that occurs.
  static let past = MonotonicInstant(nanoseconds: .min)

  let nanoseconds: Int64

  static func now() -> MonotonicInstant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  func duration(to later: MonotonicInstant) -> Duration {
    .nanoseconds(later.nanoseconds - nanoseconds)
  }

  /// Whole milliseconds until then, rounded up so that a wait never ends just before it.
  func milliseconds(until later: MonotonicInstant) -> Int32 {
    guard later > self else { return 0 }
    let (distance, overflow) = later.nanoseconds.subtractingReportingOverflow(nanoseconds)
    return overflow ? .max : Int32(clamping: distance / 1_000_000 + 1)
  }

  /// Saturates at ``never``, so that an unlimited wait needs no special case.
  func advanced(by duration: Duration) -> MonotonicInstant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
    return overflow ? .never : MonotonicInstant(nanoseconds: sum)
  }
}

extension Duration {
  /// Clamped to what 64 bits hold; never negative.
  var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    guard seconds < Int64.max / 1_000_000_000 else { return .max }
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Rounded up, for zero milliseconds means "no limit" to libcurl; at most about 24 days.
  var limitInMilliseconds: Int {
    max(1, min(Int(Int32.max), Int(wholeNanoseconds / 1_000_000)))
  }
}
