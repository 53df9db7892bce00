/// What people call a person, department, chain or partner: 1 to 200 characters of any script.
package struct Name: ExactText, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) throws(InvalidValue) {
    try Text.check(text, of: "a name", limit: 200)
    self.text = text
  }

  /// For text that was checked when it was written.
  init(stored text: String) {
    self.text = text
  }

  package var description: String { text }
}
