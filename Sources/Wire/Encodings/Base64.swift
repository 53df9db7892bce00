/// Bytes as base64 text (RFC 4648 sections 4 and 5).
///
/// Decoding is strict: no white space, no foreign characters, no bits left over in the last one.
package enum Base64 {
  /// Whether a text must be filled up with `=` to a multiple of four.
  package enum Padding: Sendable {
    case required
    case optional
  }

  private static let standardAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let urlSafeAlphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  private static let standardValues = values(of: standardAlphabet)
  private static let urlSafeValues = values(of: urlSafeAlphabet)
  private static let foreign: UInt8 = 0xFF

  /// The standard alphabet, padded.
  package static func encode(_ bytes: [UInt8]) -> String {
    String(decoding: encodedBytes(bytes), as: UTF8.self)
  }

  /// The standard alphabet, padded, as ASCII bytes.
  package static func encodedBytes(_ bytes: [UInt8]) -> [UInt8] {
    encode(bytes, standardAlphabet, isPadded: true)
  }

  /// The URL-safe alphabet, not padded.
  package static func encodeURLSafe(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes, urlSafeAlphabet, isPadded: false), as: UTF8.self)
  }

  /// Reads the standard alphabet; nil if the text is not exactly that.
  package static func decode(_ text: String, padding: Padding = .required) -> [UInt8]? {
    decode(Array(text.utf8), padding: padding)
  }

  /// Reads the standard alphabet from ASCII bytes; nil if the text is not exactly that.
  package static func decode(_ text: [UInt8], padding: Padding = .required) -> [UInt8]? {
    guard let digits = withoutPadding(text, padding) else { return nil }
    return decode(digits, standardValues)
  }

  /// Reads the URL-safe alphabet without padding; nil if the text is not exactly that.
  package static func decodeURLSafe(_ text: String) -> [UInt8]? {
    decode(Array(text.utf8)[...], urlSafeValues)
  }

  private static func values(of alphabet: [UInt8]) -> [UInt8] {
    var values = [UInt8](repeating: foreign, count: 256)
    for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }

  private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8], isPadded: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var position = 0
    while position < bytes.count {
      let count = min(3, bytes.count - position)
      var group = UInt32(bytes[position]) << 16
      if count > 1 { group |= UInt32(bytes[position + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[position + 2]) }
      text.append(alphabet[Int(group >> 18)])
      text.append(alphabet[Int(group >> 12 & 63)])
      if count > 1 { text.append(alphabet[Int(group >> 6 & 63)]) }
      if count > 2 { text.append(alphabet[Int(group & 63)]) }
      position += 3
    }
    if isPadded {
      while !text.count.isMultiple(of: 4) { text.append(UInt8(ascii: "=")) }
    }
    return text
  }

  private static func withoutPadding(_ text: [UInt8], _ padding: Padding) -> ArraySlice<UInt8>? {
    var digits = text[...]
    while text.count - digits.count < 2, digits.last == UInt8(ascii: "=") { digits.removeLast() }
    let isPadded = text.count.isMultiple(of: 4)
    guard isPadded || (padding == .optional && digits.count == text.count) else { return nil }
    return digits
  }

  private static func decode(_ digits: ArraySlice<UInt8>, _ values: [UInt8]) -> [UInt8]? {
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var group: UInt32 = 0
    var bits = 0
    for digit in digits {
      let value = values[Int(digit)]
      guard value != foreign else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    guard group & (1 << UInt32(bits) - 1) == 0 else { return nil }
    return bytes
  }
}
