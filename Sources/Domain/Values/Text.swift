/// The one check behind names, codes and free texts: length in Unicode scalars, nothing invisible.
enum Text {
  /// Throws unless `text` has 1 to `limit` scalars, none of them a control character, and does not
  /// begin or end with a space.
  static func check(_ text: String, of what: String, limit: Int) throws(InvalidValue) {
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      guard !isControl(scalar) else {
        throw InvalidValue("\(what) must not contain control characters; remove them")
      }
    }
    guard count >= 1, count <= limit else {
      throw InvalidValue("\(what) must have 1 to \(limit) characters, this has \(count)")
    }
    guard text.utf8.first != 0x20, text.utf8.last != 0x20 else {
      throw InvalidValue("\(what) must not begin or end with a space; trim it")
    }
  }

  /// Controls, and the marks that reorder or break lines of whatever shows the text.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
