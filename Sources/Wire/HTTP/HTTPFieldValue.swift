/// The value of a field (RFC 9110 section 5.5): no control characters but the tab, no white space
/// at either end.
package struct HTTPFieldValue: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Drops spaces and tabs at both ends; nil if a control character (CR, LF and NUL among them)
  /// is in the text.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else { return nil }
    self.text = Self.trimmed(text)
  }

  package init(_ number: some BinaryInteger) {
    text = String(number)
  }

  package var description: String { text }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return text }
    guard isBlank(first) || isBlank(last) else { return text }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let end = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[start...end])
  }
}

extension HTTPFieldValue: ExpressibleByStringLiteral {
  /// Only for literals; traps if the literal holds a control character.
  package init(stringLiteral literal: StaticString) {
    guard let value = HTTPFieldValue(literal.description) else {
      preconditionFailure("The literal holds a control character: leave it out.")
    }
    self = value
  }
}
