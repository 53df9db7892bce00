/// A request method (RFC 9110 section 9): a token, case-sensitive.
package struct HTTPMethod: Hashable, Sendable, CustomStringConvertible {
  package let name: String

  package static let get = HTTPMethod(known: "GET")
  package static let head = HTTPMethod(known: "HEAD")
  package static let post = HTTPMethod(known: "POST")
  package static let put = HTTPMethod(known: "PUT")
  package static let patch = HTTPMethod(known: "PATCH")
  package static let delete = HTTPMethod(known: "DELETE")
  package static let options = HTTPMethod(known: "OPTIONS")

  /// Nil if the name is not a token.
  package init?(_ name: String) {
    guard HTTPToken.isValid(name.utf8) else { return nil }
    self.name = name
  }

  private init(known name: String) {
    self.name = name
  }

  package var description: String { name }
}
