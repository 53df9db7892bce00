package import Crypto

/// The records of a view whose ids begin with the same hexadecimal digits after the prefix of their
/// kind; all kinds of record together.
package struct IDRange: Hashable, Sendable {
  /// How many digits are fixed, 0 to 32.
  package let digits: Int
  /// The fixed digits, all others 0.
  package let first: Block128

  /// Every record.
  package static let all = IDRange(digits: 0, of: Block128(high: 0, low: 0))
  package static let mostDigits = 32

  /// The range of the first `digits` digits of an id; `digits` is 0 to 32.
  package init(digits: Int, of id: Block128) {
    precondition((0...Self.mostDigits).contains(digits), "An id has 32 digits.")
    self.digits = digits
    first = Block128(
      high: id.high & Self.mask(min(digits, 16)), low: id.low & Self.mask(max(digits - 16, 0)))
  }

  /// Reads at most 32 lower-case digits; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.mostDigits else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for (place, byte) in bytes.enumerated() {
      guard let value = Self.value(of: byte) else { return nil }
      let shift = UInt64(60 - 4 * (place % 16))
      if place < 16 { words.high |= value << shift } else { words.low |= value << shift }
    }
    self.init(digits: bytes.count, of: Block128(high: words.high, low: words.low))
  }

  /// The digits, in lower case.
  package var text: String {
    String((0..<digits).map { Self.letters[digit(at: $0)] })
  }

  package func contains(_ id: Block128) -> Bool {
    IDRange(digits: digits, of: id).first == first
  }

  /// The last id that can be in it.
  package var last: Block128 {
    Block128(
      high: first.high | ~Self.mask(min(digits, 16)),
      low: first.low | ~Self.mask(max(digits - 16, 0)))
  }

  /// The sixteen ranges of one more digit, in order; none of a whole id.
  package var children: [IDRange] {
    guard digits < Self.mostDigits else { return [] }
    let shift = UInt64(60 - 4 * (digits % 16))
    return (0..<16).map { (digit: UInt64) in
      let high = digits < 16 ? first.high | digit << shift : first.high
      let low = digits < 16 ? first.low : first.low | digit << shift
      return IDRange(digits: digits + 1, of: Block128(high: high, low: low))
    }
  }

  private func digit(at place: Int) -> Int {
    let word = place < 16 ? first.high : first.low
    return Int(word >> UInt64(60 - 4 * (place % 16)) & 0xF)
  }

  /// The first `digits` of a word's sixteen.
  private static func mask(_ digits: Int) -> UInt64 {
    digits == 0 ? 0 : ~0 << UInt64(64 - 4 * digits)
  }

  private static let letters = Array("0123456789abcdef")

  private static func value(of byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    default: nil
    }
  }
}
