package import Wire

/// Verifies webhooks as a receiver does (Standard Webhooks, `v1` and `v1a`).
package struct WebhookVerifier: Sendable {
  private let keys: [WebhookKey]

  /// How far the timestamp may lie from the receiver's clock, in either direction.
  package static let tolerance = Duration.seconds(5 * 60)

  /// Any of the keys is enough, as during a rotation.
  package init(keys: [WebhookKey]) {
    self.keys = keys
  }

  /// Returns the event's id; throws what is wrong with the request.
  ///
  /// The body must be the bytes as they came, for they are what is signed.
  package func verify(
    _ fields: HTTPFields, body: [UInt8], now: Timestamp
  ) throws(WebhookRefusal) -> String {
    let id = try Self.single("webhook-id", in: fields)
    let seconds = try Self.single("webhook-timestamp", in: fields)
    let signatures = try Self.single("webhook-signature", in: fields)
    guard !id.contains("."), !id.isEmpty else { throw .malformed(field: "webhook-id") }
    guard let moment = Self.moment(seconds) else { throw .malformed(field: "webhook-timestamp") }
    guard moment >= now - Self.tolerance, moment <= now + Self.tolerance else {
      throw .wrongTime(seconds: moment.wholeSeconds)
    }
    let signed = Array("\(id).\(seconds).".utf8) + body
    guard signatures.split(separator: " ").contains(where: { isValid($0, for: signed) }) else {
      throw .noValidSignature
    }
    return id
  }

  private func isValid(_ entry: Substring, for signed: [UInt8]) -> Bool {
    let parts = entry.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let signature = Base64.decode(String(parts[1])) else { return false }
    return keys.contains { $0.version == parts[0] && $0.isValid(signature, for: signed) }
  }

  private static func single(
    _ name: HTTPFieldName, in fields: HTTPFields
  ) throws(WebhookRefusal) -> String {
    let values = fields.all(name)
    guard let value = values.first, values.count == 1 else {
      throw values.isEmpty ? .missing(field: name.spelling) : .malformed(field: name.spelling)
    }
    return value
  }

  private static func moment(_ text: String) -> Timestamp? {
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    guard isNumber, let seconds = Int64(text) else { return nil }
    return Timestamp(seconds: seconds)
  }
}

/// Why a webhook is not believed.
package enum WebhookRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(field: String)
  case malformed(field: String)
  case wrongTime(seconds: Int64)
  case noValidSignature

  package var description: String {
    switch self {
    case .missing(let field): "\(field) is missing"
    case .malformed(let field): "\(field) is malformed or there twice"
    case .wrongTime(let seconds):
      "webhook-timestamp \(seconds) is more than five minutes from this clock: an old request, or "
        + "a clock that is wrong"
    case .noValidSignature: "no signature is valid: another secret, or the body was changed"
    }
  }
}
