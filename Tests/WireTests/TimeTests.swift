import Testing
import Wire

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
    ("2026-11-22", 20_779, 0), ("0000-01-01", -719_528, 6), ("9999-12-31", 2_932_896, 5),
  ])
  func `a day has its number and weekday`(text: String, days: Int, weekday: Int) throws {
    let date = try #require(CalendarDate(parsing: text))
    #expect(date.daysSinceEpoch == days)
    #expect(date.weekday == weekday)
    #expect(date.description == text)
    #expect(CalendarDate(daysSinceEpoch: days) == date)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-01", "2026-01-00",
    "2026-1-01", "20260101", "2026-01-01Z", "", "-001-01-01",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDate(parsing: text) == nil)
  }

  @Test func `each day follows the one before`() {
    var expected = -719_528
    for year in 0...9999 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          guard date.daysSinceEpoch == expected, CalendarDate(daysSinceEpoch: expected) == date
          else {
            Issue.record("\(date) is out of order")
            return
          }
          expected += 1
        }
      }
    }
    #expect(expected == 2_932_897)
    #expect(CalendarDate(daysSinceEpoch: expected) == nil)
    #expect(CalendarDate(daysSinceEpoch: -719_529) == nil)
  }
}

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)), ("1969-12-31T23:59:59.999999Z", -1),
    ("2026-11-22T10:00:00Z", 1_795_341_600_000_000),
    ("2026-11-22T12:00:00+02:00", 1_795_341_600_000_000),
    ("2026-11-22T04:30:00.5-05:30", 1_795_341_600_500_000),
    ("2026-11-22T10:00:00.1234569Z", 1_795_341_600_123_456),
    ("1985-04-12T23:20:50.52Z", 482_196_050_520_000),
  ])
  func `a text is its moment`(text: String, microseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "2026-11-22", "2026-11-22T10:00:00", "2026-11-22t10:00:00Z", "2026-11-22T10:00:00z",
    "2026-11-22 10:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z",
    "2026-12-31T23:59:60Z", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00+0200",
    "2026-11-22T10:00:00+24:00", "2026-11-22T10:00:00+02:60", "2026-11-22T10:00:00ZZ",
    "2026-02-30T10:00:00Z", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "",
  ])
  func `anything else is refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(arguments: UInt64(0)..<200)
  func `moments survive their text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let range = Timestamp.earliest.microseconds...Timestamp.latest.microseconds
    let moment = Timestamp(microseconds: .random(in: range, using: &generator))
    let other = Timestamp(microseconds: .random(in: range, using: &generator))
    #expect(Timestamp(rfc3339: moment.rfc3339WithMicroseconds) == moment)
    #expect(Timestamp(rfc3339: moment.rfc3339) == moment.cutToSecond)
    #expect(Timestamp(httpDate: moment.httpDate, now: .epoch) == moment.cutToSecond)
    #expect(
      (moment < other) == (moment.rfc3339WithMicroseconds < other.rfc3339WithMicroseconds))
    #expect(other + (moment - other) == moment)
  }

  @Test func `texts are cut, not rounded`() {
    #expect(Timestamp(microseconds: 1_999_999).rfc3339 == "1970-01-01T00:00:01Z")
    #expect(Timestamp(microseconds: -1).rfc3339 == "1969-12-31T23:59:59Z")
    #expect(Timestamp(microseconds: -1).wholeSeconds == -1)
    #expect(Timestamp(microseconds: -1).fractionalMicroseconds == 999_999)
    #expect(Timestamp.epoch.rfc3339WithMicroseconds == "1970-01-01T00:00:00.000000Z")
  }

  @Test func `arithmetic stops at the ends`() {
    #expect(Timestamp.latest + .seconds(1) == .latest)
    #expect(Timestamp.epoch + .seconds(Int64.max) == .latest)
    #expect(Timestamp.epoch - .seconds(Int64.max) == .earliest)
    #expect(Timestamp.epoch - .seconds(Int64.min) == .latest)
    #expect(Timestamp(seconds: .max) == .latest)
    #expect(Timestamp.latest.rfc3339WithMicroseconds == "9999-12-31T23:59:59.999999Z")
    #expect(Timestamp.earliest.rfc3339 == "0000-01-01T00:00:00Z")
    #expect(Timestamp.epoch + .nanoseconds(1_999) == Timestamp(microseconds: 1))
  }
}

@Suite struct HTTPDateTests {
  private let now = Timestamp(seconds: 1_795_341_600)

  /// RFC 9110, section 5.6.7.
  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func `the three forms are one moment`(text: String) {
    let moment = Timestamp(httpDate: text, now: now)
    #expect(moment?.rfc3339 == "1994-11-06T08:49:37Z")
    #expect(moment?.httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test(arguments: [("76", 2076), ("77", 1977), ("00", 2000), ("26", 2026)])
  func `a short year is at most 50 years ahead`(short: String, year: Int) {
    let moment = Timestamp(httpDate: "Monday, 01-Jan-\(short) 00:00:00 GMT", now: now)
    #expect(moment?.date.year == year)
  }

  @Test func `a leap second is the second after it`() {
    let moment = Timestamp(httpDate: "Sat, 31 Dec 2016 23:59:60 GMT", now: now)
    #expect(moment?.rfc3339 == "2017-01-01T00:00:00Z")
  }

  @Test(arguments: [
    "", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 UTC", "Son, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun Nov 6 08:49:37 1994",
  ])
  func `anything else is refused`(text: String) {
    #expect(Timestamp(httpDate: text, now: now) == nil)
  }

  @Test func `a server may ask for a delay in two ways`() {
    #expect(RetryAfter(parsing: "120", now: now) == .seconds(120))
    #expect(RetryAfter(parsing: "120", now: now)?.delay(now: now) == .seconds(120))
    #expect(RetryAfter(parsing: "99999999999999999999", now: now) == .seconds(2_147_483_647))
    let later = RetryAfter(parsing: (now + .seconds(90)).httpDate, now: now)
    #expect(later?.delay(now: now) == .seconds(90))
    #expect(later?.delay(now: now + .seconds(91)) == .zero)
    #expect(RetryAfter.seconds(-1).delay(now: now) == .zero)
  }

  @Test(arguments: ["", "-1", "1.5", "+1", "soon", "1 "])
  func `another delay is refused`(text: String) {
    #expect(RetryAfter(parsing: text, now: now) == nil)
  }
}
