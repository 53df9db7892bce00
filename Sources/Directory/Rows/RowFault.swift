package import Wire

/// What is wrong with one member of a row, and what would be accepted.
package struct RowFault: Hashable, Sendable {
  package let pointer: JSONPointer
  package let reason: String

  init(_ pointer: JSONPointer, _ reason: String) {
    self.pointer = pointer
    self.reason = reason
  }
}

/// Why a row cannot be read; all that is wrong with it.
package struct InvalidRow: Error, Hashable, Sendable {
  package let faults: [RowFault]
}
