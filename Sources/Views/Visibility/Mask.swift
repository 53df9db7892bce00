import Domain

/// How a masked value looks; the forms stand in `Contracts/README.md` and do not change.
///
/// A character is a Unicode scalar: what counts as one to the eye differs between versions of
/// Unicode and may be as long as a whole name. A value of one character shows none.
enum Mask {
  /// The first character and a star: 张伟 becomes `张*`.
  static func name(_ text: String) -> String {
    first(of: text) + "*"
  }

  /// The first three and last four digits around four stars (`138****5678`); of fewer than nine
  /// digits the last two after stars.
  static func phone(_ text: String) -> String {
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }
    func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    guard digits.count >= 9 else { return "****" + string(digits[...].suffix(2)) }
    return string(digits[...].prefix(3)) + "****" + string(digits[...].suffix(4))
  }

  /// The first character, three stars and the domain: `z***@example.com`.
  static func email(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let at = scalars.lastIndex(of: "@") else { return self.text(text) }
    return first(of: String(scalars[..<at])) + "***" + String(scalars[at...])
  }

  /// The first character and three stars, for codes, positions and custom values.
  static func text(_ text: String) -> String {
    first(of: text) + "***"
  }

  private static func first(of text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, scalars.count > 1 else { return "" }
    return String(first)
  }
}
