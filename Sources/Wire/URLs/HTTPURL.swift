/// An absolute `http` or `https` URL without user, password and fragment (RFC 9110 section 4.2).
///
/// Normalized: scheme and host in small letters, addresses in their one text, no default port, at
/// least the path `/`. At most 2,048 bytes. Path and query stay as they were written.
package struct HTTPURL: Hashable, Sendable {
  package enum Scheme: String, Hashable, Sendable {
    case http
    case https

    package var defaultPort: Int { self == .https ? 443 : 80 }
  }

  package static let maximumBytes = 2048

  package let scheme: Scheme

  /// A name or an address; an IPv6 address without brackets.
  package let host: String

  /// The address if the host is one.
  package let address: IPAddress?

  /// The port that is connected to, 1 to 65,535.
  package let port: Int

  /// Path and query.
  package let target: HTTPTarget

  /// Reads an absolute URL.
  package init(parsing text: String) throws(HTTPURLError) {
    guard text.utf8.count <= Self.maximumBytes else { throw .tooLong }
    var rest = Array(text.utf8)[...]
    scheme = try Self.scheme(&rest)
    let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
    let authority = try URLAuthority(rest[..<end])
    host = authority.host
    address = authority.address
    port = authority.port ?? scheme.defaultPort
    switch rest[end...].first {
    case nil: target = .root
    case UInt8(ascii: "?"): target = try HTTPTarget([UInt8(ascii: "/")] + rest[end...])
    case UInt8(ascii: "#"): throw .fragment
    default: target = try HTTPTarget(rest[end...])
    }
    guard description.utf8.count <= Self.maximumBytes else { throw .tooLong }
  }

  private init(_ url: HTTPURL, target: HTTPTarget) throws(HTTPURLError) {
    scheme = url.scheme
    host = url.host
    address = url.address
    port = url.port
    self.target = target
    guard description.utf8.count <= Self.maximumBytes else { throw .tooLong }
  }

  private static func scheme(_ rest: inout ArraySlice<UInt8>) throws(HTTPURLError) -> Scheme {
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { throw .unsupportedScheme }
    let name = HTTPToken.lowercased(String(decoding: rest[..<colon], as: UTF8.self))
    guard let scheme = Scheme(rawValue: name),
      rest[colon...].starts(with: "://".utf8)
    else { throw .unsupportedScheme }
    rest = rest[(colon + 3)...]
    return scheme
  }
}

extension HTTPURL {
  /// The path, starting with a slash, still encoded.
  package var path: String { target.path }

  /// The query, still encoded, if there is one.
  package var query: String? { target.query }

  /// Path and query as they stand in a request line.
  package var originForm: String { target.description }

  /// Host, in brackets if IPv6, and the port unless it is the default; the value of Host.
  package var authority: String {
    let bracketed = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == scheme.defaultPort ? bracketed : "\(bracketed):\(port)"
  }

  /// Scheme and authority, the same for all URLs of one server.
  package var origin: String { "\(scheme.rawValue)://\(authority)" }

  /// The same server, another path and query.
  package func replacing(target: HTTPTarget) throws(HTTPURLError) -> HTTPURL {
    try HTTPURL(self, target: target)
  }

  /// The same path, another query; no query if there are no items.
  package func replacing(query: QueryItems) throws(HTTPURLError) -> HTTPURL {
    let text = query.items.isEmpty ? nil : query.description
    return try replacing(target: HTTPTarget(path: path, query: text))
  }

  /// Adds segments, encoded here, to the path; the query is dropped.
  ///
  /// One slash stands between, whether or not the path ended with one. Throws `dotSegment` for the
  /// segments `.` and `..`, and `tooLong`.
  package func appending(segments: String...) throws(HTTPURLError) -> HTTPURL {
    var text = path
    if text.utf8.last == UInt8(ascii: "/") { text.removeLast() }
    for segment in segments { text += "/" + PercentCoding.encode(segment) }
    return try replacing(target: HTTPTarget(path: text))
  }
}

extension HTTPURL: CustomStringConvertible {
  package var description: String { origin + originForm }
}
