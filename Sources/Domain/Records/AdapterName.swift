/// The name under which an adapter is registered, such as `standard-webhooks`.
package struct AdapterName: ExactText, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) throws(InvalidValue) {
    let valid = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    guard valid, (1...64).contains(text.utf8.count) else {
      throw InvalidValue("an adapter's name has 1 to 64 characters out of a-z, 0-9 and -")
    }
    self.text = text
  }

  init(stored text: String) {
    self.text = text
  }

  package var description: String { text }
}
