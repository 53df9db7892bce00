package import Wire

/// Why the server answers a request by itself.
package struct Refusal: Error, Hashable, Sendable {
  /// 400, 413, 414, 500, 503 or 505.
  ///
  /// What is larger than the memory for the head is answered 431
  /// by the library, without asking.
  package let status: HTTPStatus
  /// A sentence part for the sender, without a full stop.
  package let reason: String

  static let malformedTarget = Self(
    status: .badRequest, reason: "the request target is neither a path nor an http URL")
  static let malformedField = Self(
    status: .badRequest, reason: "a field name or value has characters that it may not have")
  static let targetTooLong = Self(status: .uriTooLong, reason: "the request target is too long")
  static let tooLarge = Self(
    status: .contentTooLarge, reason: "the body is larger than this server takes")
  static let dropped = Self(
    status: .internalServerError, reason: "the request was left without an answer")
  static let unsendable = Self(
    status: .internalServerError, reason: "the answer could not be sent")
  static let stopping = Self(
    status: .serviceUnavailable, reason: "the server is stopping; try again later")
}
