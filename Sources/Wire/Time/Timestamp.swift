/// A moment in microseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Only moments that RFC 3339 can write exist, year 0 to year 9999: what lies beyond, also as the
/// result of arithmetic, is moved to the nearer end.
package struct Timestamp: Hashable, Sendable {
  package let microseconds: Int64

  /// 1970-01-01T00:00:00Z.
  package static let epoch = Timestamp(microseconds: 0)

  /// 0000-01-01T00:00:00Z.
  package static let earliest = Timestamp(microseconds: .min)

  /// 9999-12-31T23:59:59.999999Z.
  package static let latest = Timestamp(microseconds: .max)

  package init(microseconds: Int64) {
    let first = Int64(CalendarDate.firstDay) * Self.microsecondsPerDay
    let end = Int64(CalendarDate.lastDay + 1) * Self.microsecondsPerDay
    self.microseconds = min(max(microseconds, first), end - 1)
  }

  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    self.init(microseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  /// Midnight UTC at the start of the day.
  package init(_ date: CalendarDate) {
    self.init(microseconds: Int64(date.daysSinceEpoch) * Self.microsecondsPerDay)
  }

  /// The seconds since the epoch, rounded down.
  package var wholeSeconds: Int64 {
    let quotient = microseconds / 1_000_000
    return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
  }

  /// The microseconds after the whole second, 0 to 999,999.
  package var fractionalMicroseconds: Int {
    Int(microseconds - wholeSeconds * 1_000_000)
  }

  /// This moment cut to the second.
  package var cutToSecond: Timestamp { Timestamp(seconds: wholeSeconds) }

  /// The day in UTC.
  package var date: CalendarDate { dayAndSecond.date }

  /// The day in UTC and the second of it.
  var dayAndSecond: (date: CalendarDate, second: Int) {
    let seconds = Int(wholeSeconds)
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    return (CalendarDate(knownDay: day), seconds - day * 86_400)
  }

  private static let microsecondsPerDay: Int64 = 86_400_000_000
}

extension Timestamp: Comparable {
  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Timestamp {
  /// The later moment; parts of a microsecond are dropped.
  package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    let (sum, overflow) = moment.microseconds.addingReportingOverflow(duration.wholeMicroseconds)
    return Timestamp(microseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  /// The earlier moment; parts of a microsecond are dropped.
  package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    let (rest, overflow) = moment.microseconds.subtractingReportingOverflow(
      duration.wholeMicroseconds)
    return Timestamp(microseconds: overflow ? (duration < .zero ? .max : .min) : rest)
  }

  /// The time from the right moment to the left one.
  package static func - (left: Timestamp, right: Timestamp) -> Duration {
    .microseconds(left.microseconds - right.microseconds)
  }

  package static func += (moment: inout Timestamp, duration: Duration) {
    moment = moment + duration
  }

  package static func -= (moment: inout Timestamp, duration: Duration) {
    moment = moment - duration
  }
}

extension Duration {
  /// The length in microseconds, parts of one dropped, at most what an `Int64` holds.
  package var wholeMicroseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
    let (sum, carry) = product.addingReportingOverflow(attoseconds / 1_000_000_000_000)
    return overflow || carry ? (seconds < 0 ? .min : .max) : sum
  }
}
