/// Pieces of time texts.
enum TimeText {
  static func append(_ date: CalendarDate, to bytes: inout [UInt8]) {
    append(date.year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.month, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(date.day, digits: 2, to: &bytes)
  }

  /// Writes `HH:MM:SS` of a second of the day.
  static func append(clock second: Int, to bytes: inout [UInt8]) {
    append(second / 3600, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(second / 60 % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(second % 60, digits: 2, to: &bytes)
  }

  static func append(_ value: Int, digits: Int, to bytes: inout [UInt8]) {
    let first = bytes.count
    var rest = value
    for _ in 0..<digits {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[first...].reverse()
  }
}

/// Reads time texts from left to right.
struct TimeScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func skip(_ text: StaticString) -> Bool {
    for offset in 0..<text.utf8CodeUnitCount {
      let expected = unsafe text.utf8Start[offset]
      guard skip(expected) else { return false }
    }
    return true
  }

  /// Reads exactly so many digits.
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  mutating func digit() -> Int? {
    guard let byte = next, 0x30...0x39 ~= byte else { return nil }
    position += 1
    return Int(byte - 0x30)
  }

  /// Reads the longest run of letters.
  mutating func word() -> String {
    let start = position
    while let byte = next, 0x61...0x7A ~= byte | 0x20 { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Reads `YYYY-MM-DD`.
  mutating func date() -> CalendarDate? {
    guard let year = number(digits: 4), skip(UInt8(ascii: "-")), let month = number(digits: 2),
      skip(UInt8(ascii: "-")), let day = number(digits: 2)
    else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }

  /// Reads `HH:MM:SS` as seconds of the day.
  mutating func clock(leapSecond: Bool) -> Int? {
    guard let hour = number(digits: 2), skip(UInt8(ascii: ":")), let minute = number(digits: 2),
      skip(UInt8(ascii: ":")), let second = number(digits: 2)
    else { return nil }
    guard hour < 24, minute < 60, second < 60 || (leapSecond && second == 60) else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}
