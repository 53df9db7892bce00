package import Wire

/// Why a file of the contract cannot be used, with what would be accepted.
package struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value in the file that is wrong; the root for the file as a whole.
  package let pointer: JSONPointer
  package let message: String

  package init(_ message: String, at pointer: JSONPointer = .root) {
    self.pointer = pointer
    self.message = message
  }

  package var description: String {
    pointer == .root ? message : "\(pointer): \(message)"
  }
}
