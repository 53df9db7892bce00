/// The origin-form target of a request (RFC 9112 section 3.2.1): a path and perhaps a query, still
/// encoded.
package struct HTTPTarget: Hashable, Sendable, CustomStringConvertible {
  /// Starts with a slash.
  package let path: String

  /// What follows the question mark, if there is one.
  package let query: String?

  /// The path `/` without a query.
  package static let root = HTTPTarget(knownPath: "/", query: nil)

  /// Reads `/path?query`.
  ///
  /// Refused are more than 2,048 bytes, characters that do not belong into a URL, malformed
  /// escapes, a fragment, and the segments `.` and `..`, encoded or not.
  package init(parsing text: String) throws(HTTPURLError) {
    try self.init(Array(text.utf8)[...])
  }

  /// Puts a path and a query together, both encoded already; throws as ``init(parsing:)``.
  package init(path: String, query: String? = nil) throws(HTTPURLError) {
    guard !path.utf8.contains(UInt8(ascii: "?")) else { throw .forbiddenCharacter }
    try self.init(parsing: query.map { "\(path)?\($0)" } ?? path)
  }

  init(_ text: ArraySlice<UInt8>) throws(HTTPURLError) {
    guard text.count <= HTTPURL.maximumBytes else { throw .tooLong }
    guard text.first == UInt8(ascii: "/") else { throw .pathWithoutSlash }
    try URLText.check(text)
    let mark = text.firstIndex(of: UInt8(ascii: "?"))
    let path = text[..<(mark ?? text.endIndex)]
    try URLText.checkSegments(path)
    self.path = String(decoding: path, as: UTF8.self)
    query = mark.map { String(decoding: text[($0 + 1)...], as: UTF8.self) }
  }

  private init(knownPath: String, query: String?) {
    path = knownPath
    self.query = query
  }

  /// The segments of the path, decoded; nil if one is not UTF-8.
  ///
  /// `/` has one empty segment, `/a/` the segments `a` and an empty one.
  package var segments: [String]? {
    var segments: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let segment = PercentCoding.decode(part) else { return nil }
      segments.append(segment)
    }
    return segments
  }

  /// The decoded items of the query, none if there is no query; nil if it is malformed.
  package var queryItems: QueryItems? {
    query.map { QueryItems(parsing: $0) } ?? QueryItems()
  }

  /// Path and query as they stand in a request line.
  package var description: String {
    guard let query else { return path }
    return "\(path)?\(query)"
  }
}
