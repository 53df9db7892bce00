import Wire

/// A day in UTC as the attempt log counts them, and the name of its file.
struct AttemptDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  let number: Int64

  init(number: Int64) {
    self.number = number
  }

  init(of time: Timestamp) {
    number = Int64(time.date.daysSinceEpoch)
  }

  /// Reads `attempts-YYYY-MM-DD.db`, and what `setAsideName` makes of it; nil for any other file.
  init?(fileName: String) {
    guard fileName.hasPrefix(Self.prefix) else { return nil }
    let rest = fileName.dropFirst(Self.prefix.count)
    guard rest.hasSuffix(".db") || rest.hasSuffix(".db.unreadable") else { return nil }
    guard let date = CalendarDate(parsing: String(rest.prefix { $0 != "." })) else { return nil }
    number = Int64(date.daysSinceEpoch)
  }

  var fileName: String {
    let date = Int(exactly: number).flatMap { CalendarDate(daysSinceEpoch: $0) }
    return Self.prefix + (date.map { "\($0)" } ?? "\(number)") + ".db"
  }

  /// The name of a file that could not be read, once another has taken its place.
  var setAsideName: String { fileName + ".unreadable" }

  /// Whether the whole day lies before `time`.
  func hasEnded(before time: Timestamp) -> Bool { number < AttemptDay(of: time).number }

  static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  private static let prefix = "attempts-"
}
