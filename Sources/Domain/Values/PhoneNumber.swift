/// A telephone number as its owner writes it: 3 to 32 characters out of digits, `+`, blank, `-`,
/// `(`, `)`, `.` and a `#` or `x` before an extension, with at least three digits.
package struct PhoneNumber: ExactText, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) throws(InvalidValue) {
    let bytes = text.utf8
    let allowed = bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || Self.punctuation.contains(byte)
    }
    let digits = bytes.count { (0x30...0x39).contains($0) }
    guard allowed, digits >= 3, bytes.count <= 32 else {
      throw InvalidValue(
        "a phone number has 3 to 32 characters out of digits and + - ( ) . # x and blanks")
    }
    self.text = text
  }

  init(stored text: String) {
    self.text = text
  }

  private static let punctuation = Set("+-() .#x".utf8)

  package var description: String { text }
}
