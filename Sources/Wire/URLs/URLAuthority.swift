/// Host and port of a URL.
struct URLAuthority {
  let host: String
  let address: IPAddress?
  let port: Int?

  init(_ text: ArraySlice<UInt8>) throws(HTTPURLError) {
    guard !text.contains(UInt8(ascii: "@")) else { throw .userInfo }
    let hostEnd: Int
    if text.first == UInt8(ascii: "[") {
      guard let bracket = text.firstIndex(of: UInt8(ascii: "]")) else { throw .invalidHost }
      let literal = String(decoding: text[(text.startIndex + 1)..<bracket], as: UTF8.self)
      guard let address = IPAddress(literal), address.isIPv6 else { throw .invalidHost }
      self.address = address
      host = address.description
      hostEnd = bracket + 1
    } else {
      hostEnd = text.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
      host = try Self.name(text[..<hostEnd])
      address = IPAddress(host)
    }
    port = try Self.port(text[hostEnd...])
  }

  /// Labels of letters, digits and inner hyphens (RFC 1123 section 2.1), at most 253 bytes in all.
  ///
  /// If the last label is a number, resolvers take the whole for an IPv4 address in one of many
  /// spellings (`127.1`, `0x7f000001`); only the usual one is accepted.
  private static func name(_ text: ArraySlice<UInt8>) throws(HTTPURLError) -> String {
    guard 1...253 ~= text.count else { throw .invalidHost }
    let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.allSatisfy(isLabel), let last = labels.last else { throw .invalidHost }
    let name = HTTPToken.lowercased(String(decoding: text, as: UTF8.self))
    guard !isNumber(last) || IPAddress(name) != nil else { throw .invalidHost }
    return name
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return 1...63 ~= label.count && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { isDigit($0) || 0x61...0x7A ~= $0 | 0x20 || $0 == hyphen }
  }

  private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
    if label.allSatisfy(isDigit) { return true }
    guard label.first == UInt8(ascii: "0"), label.dropFirst().first.map({ $0 | 0x20 }) == 0x78
    else { return false }
    return label.dropFirst(2).allSatisfy { Hex.value(of: $0) != nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

  private static func port(_ text: ArraySlice<UInt8>) throws(HTTPURLError) -> Int? {
    guard !text.isEmpty else { return nil }
    let digits = text.dropFirst()
    guard text.first == UInt8(ascii: ":"), 1...5 ~= digits.count, digits.allSatisfy(isDigit) else {
      throw .invalidPort
    }
    let port = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard 1...65_535 ~= port else { throw .invalidPort }
    return port
  }
}
