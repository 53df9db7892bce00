import Wire

/// The words under which a client repeats a request: 1 to 255 visible ASCII characters.
struct IdempotencyKeyText {
  let text: String

  /// Reads a structured-field string (RFC 8941 section 3.3.3), or the plain characters.
  ///
  /// Nil where the field is not there.
  init?(_ fields: HTTPFields) throws(Problem) {
    let values = fields.all(.idempotencyKey)
    guard let value = values.first else { return nil }
    guard values.count == 1, let text = Self.unquoted(value), (1...255).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw Problem(
        .invalidIdempotencyKey,
        "send one Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID")
    }
    self.text = text
  }

  private static func unquoted(_ value: String) -> String? {
    guard value.utf8.first == UInt8(ascii: "\"") else { return value }
    var result: [UInt8] = []
    var rest = value.utf8.dropFirst().makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "\""):
        return rest.next() == nil ? String(decoding: result, as: UTF8.self) : nil
      case UInt8(ascii: "\\"):
        guard let next = rest.next(), next == 0x22 || next == 0x5C else { return nil }
        result.append(next)
      default: result.append(byte)
      }
    }
    return nil
  }
}
