/// An e-mail address: something, one `@`, and a domain with a dot or a single label; at most 254
/// bytes (RFC 5321 section 4.5.3.1.3), no blanks and no control characters.
package struct EmailAddress: ExactText, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) throws(InvalidValue) {
    try Text.check(text, of: "an e-mail address", limit: 254)
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard
      text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      !text.unicodeScalars.contains(where: Text.isBlank)
    else {
      throw InvalidValue("an e-mail address looks like name@example.com")
    }
    self.text = text
  }

  init(stored text: String) {
    self.text = text
  }

  package var description: String { text }
}
