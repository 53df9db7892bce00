/// The one check behind names, codes and free texts: length in Unicode scalars, nothing invisible.
enum Text {
  /// Throws unless `text` has 1 to `limit` scalars, none of them a control character, at least one
  /// of them visible, and does not begin or end with a blank of any script.
  static func check(_ text: String, of what: String, limit: Int) throws(InvalidValue) {
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      guard !isControl(scalar) else {
        throw InvalidValue("\(what) must not contain control or invisible characters; remove them")
      }
    }
    guard count >= 1, count <= limit else {
      throw InvalidValue("\(what) must have 1 to \(limit) characters, this has \(count)")
    }
    guard !isBlank(text.unicodeScalars.first), !isBlank(text.unicodeScalars.last) else {
      throw InvalidValue("\(what) must not begin or end with a space; trim it")
    }
    // Joiners and variation selectors belong inside emoji and Indic words but show nothing alone.
    guard text.unicodeScalars.contains(where: isVisible) else {
      throw InvalidValue("\(what) must have a visible character")
    }
  }

  static func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    // Looking properties up takes longer than all the rest of a check.
    guard scalar.value >= 0x80 else { return scalar == " " || (0x09...0x0D) ~= scalar.value }
    return scalar.properties.isWhitespace
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 || !scalar.properties.isDefaultIgnorableCodePoint
  }

  /// Controls, and the marks that reorder, break or annotate lines of whatever shows the text or
  /// that stand for nothing: two texts that look alike are then alike.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F: true
    case 0x00AD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E: true
    case 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
    default: false
    }
  }
}
