/// Bytes as pairs of lower-case hexadecimal digits (RFC 4648 section 8).
package enum Hex {
  /// Two lower-case digits per byte.
  package static func encode(_ bytes: [UInt8]) -> String {
    String(decoding: encodedBytes(bytes), as: UTF8.self)
  }

  /// The digits as ASCII bytes.
  package static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 0xF))
    }
    return text
  }

  /// The 32 digits of two words, most significant first, between two texts; the form of ids and tags,
  /// made without arrays in between.
  package static func encode(
    high: UInt64, low: UInt64, after prefix: String, before suffix: String = ""
  ) -> String {
    unsafe String(unsafeUninitializedCapacity: prefix.utf8.count + 32 + suffix.utf8.count) {
      buffer in
      var count = 0
      func append(_ byte: UInt8) {
        unsafe buffer[count] = byte
        count += 1
      }
      for byte in prefix.utf8 { append(byte) }
      for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
        append(digit(UInt8(truncatingIfNeeded: high >> shift) & 0xF))
      }
      for shift in stride(from: 60 as UInt64, through: 0, by: -4) {
        append(digit(UInt8(truncatingIfNeeded: low >> shift) & 0xF))
      }
      for byte in suffix.utf8 { append(byte) }
      return count
    }
  }

  /// The two words of exactly 32 digits, either case, most significant first; nil for anything else.
  package static func words(_ digits: Span<UInt8>) -> (high: UInt64, low: UInt64)? {
    guard digits.count == 32 else { return nil }
    var words: InlineArray<2, UInt64> = [0, 0]
    for position in 0..<32 {
      guard let value = value(of: digits[position]) else { return nil }
      words[position >> 4] = words[position >> 4] << 4 | UInt64(value)
    }
    return (words[0], words[1])
  }

  /// Reads pairs of digits, either case; nil for an odd number of them or anything else.
  package static func decode(_ text: String) -> [UInt8]? {
    decode(Array(text.utf8))
  }

  /// Reads pairs of ASCII digits, either case; nil for an odd number of them or anything else.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 2)
    for position in stride(from: 0, to: text.count, by: 2) {
      guard let high = value(of: text[position]), let low = value(of: text[position + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  @inline(__always)
  static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  @inline(__always)
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
