/// Where an address can be reached from, after the special-purpose registries of RFC 6890.
///
/// The order is from open to closed: the greater of two scopes is the more restricted one.
package enum AddressScope: Int, Comparable, CaseIterable, Sendable {
  case global
  case benchmarking
  case documentation
  case reserved
  case multicast
  case shared
  case privateUse
  case uniqueLocal
  case linkLocal
  case unspecified
  case loopback

  package static func < (left: AddressScope, right: AddressScope) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension IPAddress {
  /// The scope of the address; if it embeds IPv4 addresses, the most restricted of its own and
  /// theirs.
  package var scope: AddressScope {
    switch self {
    case .v4(let value): Self.scope(ofIPv4: value)
    case .v6(let value):
      embeddedIPv4.reduce(Self.scope(ofIPv6: value)) { max($0, $1.scope) }
    }
  }

  /// The IPv4 address of `::ffff:0:0/96`, which systems connect to over IPv4.
  package var mappedIPv4: IPAddress? {
    guard case .v6(let value) = self, value >> 32 == 0xFFFF else { return nil }
    return .v4(UInt32(truncatingIfNeeded: value))
  }

  /// The IPv4 addresses to which an IPv6 address may lead: mapped and compatible (RFC 4291 section
  /// 2.5.5), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), and server and client of Teredo
  /// (RFC 4380).
  package var embeddedIPv4: [IPAddress] {
    guard case .v6(let value) = self else { return [] }
    let low = UInt32(truncatingIfNeeded: value)
    if value >> 32 == 0xFFFF { return [.v4(low)] }
    if value >> 32 == 0 { return value > 1 ? [.v4(low)] : [] }
    if value >> 32 == 0x0064_FF9B << 64 || value >> 80 == 0x0064_FF9B_0001 { return [.v4(low)] }
    if value >> 112 == 0x2002 { return [.v4(UInt32(truncatingIfNeeded: value >> 80))] }
    if value >> 96 == 0x2001_0000 {
      return [.v4(UInt32(truncatingIfNeeded: value >> 64)), .v4(~low)]
    }
    return []
  }

  private static func scope(ofIPv4 value: UInt32) -> AddressScope {
    for (network, length, scope) in ipv4Networks where value >> (32 - length) == network {
      return scope
    }
    return value == 0 ? .unspecified : value >> 24 == 0 ? .reserved : .global
  }

  /// First bits, their number, scope.
  private static let ipv4Networks: [(UInt32, UInt32, AddressScope)] = [
    (0x0A, 8, .privateUse), (0x7F, 8, .loopback), (0xA9FE, 16, .linkLocal),
    (0xAC1, 12, .privateUse), (0xC0A8, 16, .privateUse), (0x6440 >> 6, 10, .shared),
    (0xC00000, 24, .reserved), (0xC00002, 24, .documentation), (0xC63364, 24, .documentation),
    (0xCB0071, 24, .documentation), (0xC05863, 24, .reserved), (0xC612 >> 1, 15, .benchmarking),
    (0xE, 4, .multicast), (0xF, 4, .reserved),
  ]

  private static func scope(ofIPv6 value: UInt128) -> AddressScope {
    if value == 0 { return .unspecified }
    if value == 1 { return .loopback }
    if value >> 32 == 0xFFFF || value >> 32 == 0x0064_FF9B << 64 { return .global }
    for (network, length, scope) in ipv6Networks where value >> (128 - length) == network {
      return scope
    }
    return value >> 125 == 1 ? .global : .reserved
  }

  /// First bits, their number, scope; the narrower network first.
  ///
  /// What is neither listed nor in 2000::/3 is reserved.
  private static let ipv6Networks: [(UInt128, UInt128, AddressScope)] = [
    (0xFF, 8, .multicast), (0xFE80 >> 6, 10, .linkLocal), (0xFC >> 1, 7, .uniqueLocal),
    (0xFEC0 >> 6, 10, .privateUse), (0x0064_FF9B_0001, 48, .privateUse),
    (0x2001_0DB8, 32, .documentation), (0x3FFF0 >> 0, 20, .documentation),
    (0x2001_0002_0000, 48, .benchmarking), (0x2001_0000, 32, .global),
    (0x2001_0000 >> 9, 23, .reserved),
  ]
}
