/// An organization's own identifier for one of its records: 1 to 64 characters, case-exact, unique
/// among the records of its kind and scope.
package struct Code: ExactText, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) throws(InvalidValue) {
    try Text.check(text, of: "a code", limit: 64)
    self.text = text
  }

  /// For text that was checked when it was written.
  init(stored text: String) {
    self.text = text
  }

  package var description: String { text }
}
