extension Timestamp {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let longWeekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The IMF-fixdate of RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
  package var httpDate: String {
    let (date, second) = dayAndSecond
    var bytes = Array(Self.weekdays[date.weekday].utf8)
    bytes.append(contentsOf: ", ".utf8)
    TimeText.append(date.day, digits: 2, to: &bytes)
    bytes.append(contentsOf: " \(Self.months[date.month - 1]) ".utf8)
    TimeText.append(date.year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: " "))
    TimeText.append(clock: second, to: &bytes)
    bytes.append(contentsOf: " GMT".utf8)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads any of the three forms of RFC 9110 section 5.6.7; nil for anything else.
  ///
  /// The name of the weekday must be one, not the right one. The year of two digits of the oldest
  /// form is the one that is at most 50 years after `now`.
  package init?(httpDate text: String, now: Timestamp) {
    var scanner = TimeScanner(text)
    let weekday = scanner.word()
    let moment: Timestamp?
    if Self.longWeekdays.contains(weekday) {
      moment = Self.rfc850(&scanner, now: now)
    } else if !Self.weekdays.contains(weekday) {
      moment = nil
    } else if scanner.next == UInt8(ascii: ",") {
      moment = Self.fixdate(&scanner)
    } else {
      moment = Self.asctime(&scanner)
    }
    guard let moment, scanner.isAtEnd else { return nil }
    self = moment
  }

  // `, 06 Nov 1994 08:49:37 GMT`
  private static func fixdate(_ scanner: inout TimeScanner) -> Timestamp? {
    guard scanner.skip(", "), let day = scanner.number(digits: 2), scanner.skip(" "),
      let month = month(&scanner), scanner.skip(" "), let year = scanner.number(digits: 4),
      scanner.skip(" "), let second = scanner.clock(leapSecond: true), scanner.skip(" GMT")
    else { return nil }
    return moment(year, month, day, second)
  }

  // `, 06-Nov-94 08:49:37 GMT`
  private static func rfc850(_ scanner: inout TimeScanner, now: Timestamp) -> Timestamp? {
    guard scanner.skip(", "), let day = scanner.number(digits: 2), scanner.skip("-"),
      let month = month(&scanner), scanner.skip("-"), let short = scanner.number(digits: 2),
      scanner.skip(" "), let second = scanner.clock(leapSecond: true), scanner.skip(" GMT")
    else { return nil }
    let latestYear = now.date.year + 50
    var year = latestYear - latestYear % 100 + short
    if year > latestYear { year -= 100 }
    return moment(year, month, day, second)
  }

  // ` Nov  6 08:49:37 1994`
  private static func asctime(_ scanner: inout TimeScanner) -> Timestamp? {
    guard scanner.skip(" "), let month = month(&scanner), scanner.skip(" ") else { return nil }
    let digits = scanner.skip(" ") ? 1 : 2
    guard let day = scanner.number(digits: digits), scanner.skip(" "),
      let second = scanner.clock(leapSecond: true), scanner.skip(" "),
      let year = scanner.number(digits: 4)
    else { return nil }
    return moment(year, month, day, second)
  }

  private static func month(_ scanner: inout TimeScanner) -> Int? {
    let name = scanner.word()
    return months.firstIndex(of: name).map { $0 + 1 }
  }

  private static func moment(_ year: Int, _ month: Int, _ day: Int, _ second: Int) -> Timestamp? {
    guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
    return Timestamp(date) + .seconds(second)
  }
}
