/// Bytes that never show themselves: description, debug description and mirror tell only how many.
///
/// Two secrets are compared in constant time. What takes the bytes out says so: `reveal` or `withBytes`.
package struct Secret: Sendable, Equatable {
  private let content: [UInt8]

  package init(_ bytes: [UInt8]) {
    content = bytes
  }

  package var count: Int { content.count }

  /// Hands out the bytes; whoever takes them must keep them out of logs and errors.
  package func reveal() -> [UInt8] { content }

  /// Lends the bytes for one call.
  package func withBytes<Result, Failure: Error>(
    _ body: ([UInt8]) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(content)
  }

  package static func == (left: Secret, right: Secret) -> Bool {
    constantTimeEqual(left.content, right.content)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Secret(\(content.count) bytes)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
