extension JSONParser {
  /// Reads what follows an opening quotation mark, up to and including the closing one.
  mutating func string() throws(JSONError) -> String {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try text(from: start)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      guard byte >= 0x20 else { throw fault(.controlCharacter(byte)) }
      position += 1
    }
    throw fault(.unexpectedEnd)
  }

  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var decoded = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let text = try text(decoded, from: start)
        position += 1
        return text
      case UInt8(ascii: "\\"): try escape(into: &decoded)
      case 0..<0x20: throw fault(.controlCharacter(byte))
      default:
        decoded.append(byte)
        position += 1
      }
    }
    throw fault(.unexpectedEnd)
  }

  private func text(from start: Int) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes.span.extracting(start..<position)))
    } catch {
      throw fault(.invalidUTF8, at: start + error.byteOffsets.lowerBound)
    }
  }

  /// A bad sequence is looked for in the source, where escapes are plain ASCII and do no harm.
  private func text(_ decoded: [UInt8], from start: Int) throws(JSONError) -> String {
    guard let span = try? UTF8Span(validating: decoded.span) else {
      _ = try text(from: start)
      throw fault(.invalidUTF8, at: start)
    }
    return String(copying: span)
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): decoded.append(contentsOf: try codePoint(from: start).utf8)
    default: throw fault(.invalidEscape, at: start)
    }
  }

  private mutating func codePoint(from start: Int) throws(JSONError) -> Character {
    let first = try fourDigits(of: start)
    if let scalar = UnicodeScalar(first) { return Character(scalar) }
    guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { throw fault(.loneSurrogate, at: start) }
    position += 2
    let second = try fourDigits(of: position - 2)
    guard 0xDC00...0xDFFF ~= second else { throw fault(.loneSurrogate, at: start) }
    let value = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
    guard let scalar = UnicodeScalar(value) else { throw fault(.loneSurrogate, at: start) }
    return Character(scalar)
  }

  private mutating func fourDigits(of escape: Int) throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw fault(.unexpectedEnd) }
      guard let digit = Hex.value(of: bytes[position]) else {
        throw fault(.invalidEscape, at: escape)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
