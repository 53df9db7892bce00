/// Checks on the characters of URLs.
enum URLText {
  /// Refuses what may not stand in path and query, and percent signs without two digits.
  static func check(_ text: ArraySlice<UInt8>) throws(HTTPURLError) {
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      if byte == UInt8(ascii: "#") { throw .fragment }
      guard isAllowed(byte) else { throw .forbiddenCharacter }
      if byte == UInt8(ascii: "%") {
        guard position + 2 < text.endIndex, Hex.value(of: text[position + 1]) != nil,
          Hex.value(of: text[position + 2]) != nil
        else { throw .invalidEscape }
        position += 2
      }
      position += 1
    }
  }

  /// Refuses the segments `.` and `..` however the dots are written, because clients and servers
  /// resolve them, and then another path is asked for than was signed or checked.
  static func checkSegments(_ path: ArraySlice<UInt8>) throws(HTTPURLError) {
    // Most paths have neither, and need not be taken apart.
    guard path.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") }) else {
      return
    }
    for segment in path.split(separator: UInt8(ascii: "/")) where isDots(segment) {
      throw .dotSegment
    }
  }

  private static func isDots(_ segment: ArraySlice<UInt8>) -> Bool {
    var rest = segment
    var dots = 0
    while let byte = rest.first {
      if byte == UInt8(ascii: ".") {
        rest = rest.dropFirst()
      } else if rest.count >= 3, byte == UInt8(ascii: "%"), rest.dropFirst().first == 0x32,
        let third = rest.dropFirst(2).first, third | 0x20 == UInt8(ascii: "e")
      {
        rest = rest.dropFirst(3)
      } else {
        return false
      }
      dots += 1
    }
    return dots == 1 || dots == 2
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    guard 0x21...0x7E ~= byte else { return false }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
      UInt8(ascii: "}"):
      return false
    default: return true
    }
  }
}
