/// Why a text or number cannot be the value it was meant to be, with what would be accepted.
package struct InvalidValue: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
