/// An IPv4 or IPv6 address without zone.
package enum IPAddress: Hashable, Sendable {
  /// The four bytes, the first one highest.
  case v4(UInt32)
  /// The sixteen bytes, the first one highest.
  case v6(UInt128)

  /// Reads dotted decimal without leading zeros, or any IPv6 text of RFC 4291 section 2.2; nil for
  /// everything else, zones included.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.contains(UInt8(ascii: ":")) {
      guard let value = IPv6Text.parse(bytes) else { return nil }
      self = .v6(value)
    } else {
      guard let value = IPv4Text.parse(bytes[...]) else { return nil }
      self = .v4(value)
    }
  }

  /// Takes 4 or 16 bytes in network order; nil for another number of them.
  package init?(bytes: [UInt8]) {
    switch bytes.count {
    case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
    case 16: self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
    default: return nil
    }
  }

  /// 4 or 16 bytes in network order.
  package var bytes: [UInt8] {
    switch self {
    case .v4(let value):
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    case .v6(let value):
      stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
  }

  package var isIPv4: Bool { !isIPv6 }

  package var isIPv6: Bool {
    guard case .v6 = self else { return false }
    return true
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the one text of RFC 5952.
  package var description: String {
    switch self {
    case .v4(let value): IPv4Text.text(of: value)
    case .v6(let value): IPv6Text.text(of: value)
    }
  }
}
