/// Why a text is not the JSON that is accepted here, and where.
package struct JSONError: Error, Hashable, Sendable {
  /// What was found at the place.
  package enum Reason: Hashable, Sendable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case invalidLiteral
    case invalidNumber
    case numberOutOfRange
    case invalidEscape
    case loneSurrogate
    case controlCharacter(UInt8)
    case invalidUTF8
    case duplicateName(String)
    case trailingContent
  }

  package let reason: Reason

  /// The place in bytes from the start, 0 being the first.
  package let offset: Int

  /// The line, 1 being the first; lines end with a line feed.
  package let line: Int

  /// The place in the line in code points, 1 being the first.
  package let column: Int

  init(_ reason: Reason, offset: Int, in bytes: [UInt8]) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.reason = reason
    self.offset = offset
    self.line = line
    self.column = column
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { "\(reason) at line \(line), column \(column)" }
}

extension JSONError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let limit): "the text is longer than the \(limit) bytes that are accepted"
    case .tooDeep(let limit): "arrays and objects are nested deeper than \(limit) levels"
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte(let byte): "unexpected \(Self.shown(byte))"
    case .invalidLiteral: "a word that is neither true, false nor null"
    case .invalidNumber: "a number that is not written as RFC 8259 asks"
    case .numberOutOfRange: "a number too large for a double"
    case .invalidEscape: "an escape that RFC 8259 does not know"
    case .loneSurrogate: "half of a surrogate pair; write both halves or the character itself"
    case .controlCharacter(let byte): "\(Self.shown(byte)) inside a string; escape it"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .duplicateName: "a member name that occurred before in the same object"
    case .trailingContent: "more text after the end of the value"
    }
  }

  private static func shown(_ byte: UInt8) -> String {
    0x21...0x7E ~= byte
      ? "character '\(Character(UnicodeScalar(byte)))'"
      : "byte 0x\(Hex.encode([byte]))"
  }
}
