import Wire

extension HTTPTarget {
  /// Reads the target of a request line in origin form or absolute form (RFC 9112, section 3.2);
  /// the scheme and authority of the latter are dropped.
  init(requestLine text: String) throws(Refusal) {
    do throws(HTTPURLError) {
      try self.init(parsing: Self.withoutAuthority(text))
    } catch {
      throw error == .tooLong ? .targetTooLong : .malformedTarget
    }
  }

  private static func withoutAuthority(_ text: String) -> String {
    if text.utf8.first == UInt8(ascii: "/") { return text }
    for scheme in ["http://", "https://"]
    where text.utf8.prefix(scheme.utf8.count).elementsEqual(scheme.utf8) {
      let rest = text.utf8.dropFirst(scheme.utf8.count)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
      guard let end else { return rest.isEmpty ? "" : "/" }
      guard end > rest.startIndex else { return "" }
      let local = String(decoding: rest[end...], as: UTF8.self)
      return local.utf8.first == UInt8(ascii: "?") ? "/\(local)" : local
    }
    return text
  }
}
