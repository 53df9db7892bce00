/// A media type with its charset (RFC 9110 section 8.3.1); other parameters are read over.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
  /// The part before the slash, in small letters.
  package let type: String

  /// The part after the slash, in small letters.
  package let subtype: String

  /// The charset parameter in small letters, if there is one.
  package let charset: String?

  /// Reads the value of a Content-Type field; nil if it is malformed or gives a parameter twice.
  package init?(parsing text: String) {
    var scanner = MediaTypeScanner(text)
    guard let type = scanner.token(), scanner.skip(UInt8(ascii: "/")),
      let subtype = scanner.token(), let parameters = scanner.parameters()
    else { return nil }
    self.type = type
    self.subtype = subtype
    charset = parameters["charset"].map(HTTPToken.lowercased)
  }

  /// Type and subtype without parameters, such as `application/json`.
  package var essence: String { "\(type)/\(subtype)" }

  /// Whether this is `application/json` or ends in `+json`, in UTF-8 or without saying.
  package var isJSON: Bool {
    guard charset == nil || charset == "utf-8" else { return false }
    return essence == "application/json" || subtype.hasSuffix("+json")
  }

  package var description: String {
    guard let charset else { return essence }
    return "\(essence); charset=\(charset)"
  }
}

/// Reads a media type from left to right.
private struct MediaTypeScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Reads a token and makes it small.
  mutating func token() -> String? {
    let start = position
    while let byte = next, HTTPToken.isTokenByte(byte) { position += 1 }
    guard position > start else { return nil }
    return HTTPToken.lowercased(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  /// Reads all parameters up to the end.
  mutating func parameters() -> [String: String]? {
    var parameters: [String: String] = [:]
    while true {
      skipSpace()
      guard next != nil else { return parameters }
      guard skip(UInt8(ascii: ";")) else { return nil }
      skipSpace()
      guard let next, next != UInt8(ascii: ";") else { continue }
      guard let name = token(), skip(UInt8(ascii: "=")), let value = value() else { return nil }
      guard parameters.updateValue(value, forKey: name) == nil else { return nil }
    }
  }

  private mutating func value() -> String? {
    guard skip(UInt8(ascii: "\"")) else { return token() }
    var value: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { return nil }
        position += 1
        value.append(escaped)
      default: value.append(byte)
      }
    }
    return nil
  }

  private mutating func skipSpace() {
    while next == 0x20 || next == 0x09 { position += 1 }
  }
}
