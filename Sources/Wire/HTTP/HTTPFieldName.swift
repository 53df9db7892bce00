/// The name of a field (RFC 9110 section 5.1): a token.
///
/// Names that differ in case only are equal; the spelling is kept.
package struct HTTPFieldName: Sendable, CustomStringConvertible {
  package let spelling: String

  /// The name in small letters.
  package let lowercased: String

  /// Nil if the text is not a token.
  package init?(_ text: String) {
    guard HTTPToken.isValid(text.utf8) else { return nil }
    spelling = text
    lowercased = HTTPToken.lowercased(text)
  }

  package var description: String { spelling }
}

extension HTTPFieldName: Hashable {
  package static func == (left: HTTPFieldName, right: HTTPFieldName) -> Bool {
    left.lowercased == right.lowercased
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(lowercased)
  }
}

extension HTTPFieldName: ExpressibleByStringLiteral {
  /// Only for literals; traps if the literal is not a token.
  package init(stringLiteral literal: StaticString) {
    guard let name = HTTPFieldName(literal.description) else {
      preconditionFailure("\"\(literal)\" is not a field name: use letters, digits and hyphens.")
    }
    self = name
  }
}

extension HTTPFieldName {
  package static let accept: HTTPFieldName = "accept"
  package static let allow: HTTPFieldName = "allow"
  package static let authorization: HTTPFieldName = "authorization"
  package static let cacheControl: HTTPFieldName = "cache-control"
  package static let connection: HTTPFieldName = "connection"
  package static let contentEncoding: HTTPFieldName = "content-encoding"
  package static let contentLength: HTTPFieldName = "content-length"
  package static let contentType: HTTPFieldName = "content-type"
  package static let date: HTTPFieldName = "date"
  package static let eTag: HTTPFieldName = "etag"
  package static let host: HTTPFieldName = "host"
  package static let idempotencyKey: HTTPFieldName = "idempotency-key"
  package static let ifMatch: HTTPFieldName = "if-match"
  package static let ifNoneMatch: HTTPFieldName = "if-none-match"
  package static let link: HTTPFieldName = "link"
  package static let location: HTTPFieldName = "location"
  package static let retryAfter: HTTPFieldName = "retry-after"
  package static let transferEncoding: HTTPFieldName = "transfer-encoding"
  package static let userAgent: HTTPFieldName = "user-agent"
  package static let wwwAuthenticate: HTTPFieldName = "www-authenticate"
}
