/// A field that an organization adds to its contacts, with the class that rules see it under.
package struct CustomField: Hashable, Sendable {
  package let name: String
  package let value: String
  package let fieldClass: FieldClass

  /// At most this many stand in one contact.
  package static let limit = 20

  /// Throws unless `name` is a lower-case letter followed by up to 31 letters, digits or `_`, and
  /// `value` has 1 to 500 characters.
  package init(name: String, value: String, fieldClass: FieldClass) throws(InvalidValue) {
    guard Self.isName(name) else {
      throw InvalidValue(
        "a custom field's name is a lower-case letter and up to 31 more of a-z, 0-9 and _")
    }
    try Text.check(value, of: "a custom field's value", limit: 500)
    self.init(stored: name, value: value, fieldClass: fieldClass)
  }

  init(stored name: String, value: String, fieldClass: FieldClass) {
    self.name = name
    self.value = value
    self.fieldClass = fieldClass
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.fieldClass == right.fieldClass
      && left.value.hasSameBytes(as: right.value)
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 32, (0x61...0x7A).contains(first) else {
      return false
    }
    return bytes.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
    }
  }
}
