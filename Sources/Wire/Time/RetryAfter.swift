/// What a Retry-After field asks for (RFC 9110 section 10.2.3).
package enum RetryAfter: Hashable, Sendable {
  /// Never negative.
  case seconds(Int)
  case date(Timestamp)

  private static let mostSeconds = Int(Int32.max)

  /// Reads a field value; nil for anything but digits or an HTTP-date.
  ///
  /// More than 2^31 - 1 seconds count as that many.
  package init?(parsing value: String, now: Timestamp) {
    let digits = value.utf8
    if !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) {
      self = .seconds(digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), Self.mostSeconds) })
    } else if let date = Timestamp(httpDate: value, now: now) {
      self = .date(date)
    } else {
      return nil
    }
  }

  /// How long to wait from now on; never negative.
  package func delay(now: Timestamp) -> Duration {
    switch self {
    case .seconds(let seconds): .seconds(max(seconds, 0))
    case .date(let date): max(date - now, .zero)
    }
  }
}
