extension Timestamp {
  /// The RFC 3339 text in UTC cut to the second: `2026-11-22T10:00:00Z`.
  package var rfc3339: String { String(decoding: rfc3339Bytes(), as: UTF8.self) }

  /// The RFC 3339 text in UTC with all six digits: `2026-11-22T10:00:00.000000Z`.
  ///
  /// The order of these texts is the order of the moments.
  package var rfc3339WithMicroseconds: String {
    String(decoding: rfc3339Bytes(microseconds: true), as: UTF8.self)
  }

  /// The RFC 3339 text in UTC as ASCII bytes.
  package func rfc3339Bytes(microseconds: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(27)
    let (date, second) = dayAndSecond
    TimeText.append(date, to: &bytes)
    bytes.append(UInt8(ascii: "T"))
    TimeText.append(clock: second, to: &bytes)
    if microseconds {
      bytes.append(UInt8(ascii: "."))
      TimeText.append(fractionalMicroseconds, digits: 6, to: &bytes)
    }
    bytes.append(UInt8(ascii: "Z"))
    return bytes
  }

  /// Reads a date-time of RFC 3339 section 5.6: capital `T`, then `Z` or an offset.
  ///
  /// Digits beyond the microsecond are cut. Nil for anything else, also for a leap second and for a
  /// moment that the offset moves out of the years 0 to 9999.
  package init?(rfc3339 text: String) {
    var scanner = TimeScanner(text)
    guard let date = scanner.date(), scanner.skip(UInt8(ascii: "T")),
      let second = scanner.clock(leapSecond: false),
      let fraction = Self.fraction(&scanner), let offset = Self.offset(&scanner), scanner.isAtEnd
    else { return nil }
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(second - offset)
    let microseconds = seconds * 1_000_000 + Int64(fraction)
    self.init(microseconds: microseconds)
    guard self.microseconds == microseconds else { return nil }
  }

  /// Reads nothing or a point with digits, as microseconds.
  private static func fraction(_ scanner: inout TimeScanner) -> Int? {
    guard scanner.skip(UInt8(ascii: ".")) else { return 0 }
    guard var value = scanner.digit() else { return nil }
    var count = 1
    while let digit = scanner.digit() {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    while count < 6 {
      value *= 10
      count += 1
    }
    return value
  }

  /// Reads `Z`, `+HH:MM` or `-HH:MM`, as seconds east of UTC.
  private static func offset(_ scanner: inout TimeScanner) -> Int? {
    guard !scanner.skip(UInt8(ascii: "Z")) else { return 0 }
    let isWest = scanner.next == UInt8(ascii: "-")
    guard scanner.skip(UInt8(ascii: "-")) || scanner.skip(UInt8(ascii: "+")),
      let hours = scanner.number(digits: 2), scanner.skip(UInt8(ascii: ":")),
      let minutes = scanner.number(digits: 2), hours < 24, minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return isWest ? -seconds : seconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// The RFC 3339 text with microseconds.
  package var description: String { rfc3339WithMicroseconds }
}
