package import Wire

/// The final answer to a request; interim (1xx) answers are dropped (RFC 9110, 15.2).
package struct Response: Sendable {
  /// 200 to 999.
  package let status: Int
  /// At most `maximumResponseBytes`.
  package let body: [UInt8]
  /// The body is not whole: longer than allowed, or the stream broke or timed out in the middle.
  package let isTruncated: Bool
  /// The field lines as received, each ended by CRLF; at most 64 KiB in 256 lines.
  private let head: [UInt8]

  init(status: Int, head: [UInt8], body: [UInt8], isTruncated: Bool) {
    self.status = status
    self.head = head
    self.body = body
    self.isTruncated = isTruncated
  }

  /// The header fields in order of arrival, read anew at each call; malformed lines are left out.
  package var fields: HTTPFields {
    var fields = HTTPFields()
    for line in head.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      // Names and values that Wire refuses are left out.
      try? fields.append(
        name: String(decoding: line[..<colon], as: UTF8.self),
        text: String(decoding: line[(colon + 1)...].trimmingBlanks(), as: UTF8.self))
    }
    return fields
  }
}

extension ArraySlice<UInt8> {
  /// Without blanks, tabs and carriage returns at either end.
  fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return [] }
    return self[first...last]
  }
}
