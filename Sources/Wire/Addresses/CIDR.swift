/// A text that is not a network.
package struct CIDRError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    case invalidAddress
    case invalidLength
    case hostBits
  }

  package let reason: Reason

  package var description: String {
    switch reason {
    case .invalidAddress: "a network starts with an IPv4 or IPv6 address, as in 10.0.0.0/8"
    case .invalidLength: "the prefix length is a number up to 32 for IPv4 and 128 for IPv6"
    case .hostBits: "bits are set after the prefix: write the first address of the network"
    }
  }
}

/// The addresses that share their first bits (RFC 4632, RFC 4291 section 2.3).
package struct CIDR: Hashable, Sendable {
  /// The first address.
  package let address: IPAddress

  /// The number of shared bits.
  package let length: Int

  /// Reads `10.0.0.0/8`, or an address alone as the network of that one.
  package init(parsing text: String) throws(CIDRError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(parts[0])) else {
      throw CIDRError(reason: .invalidAddress)
    }
    guard parts.count > 1 else {
      try self.init(address, length: address.bitCount)
      return
    }
    let digits = parts[1].utf8
    guard 1...3 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }),
      digits.count == 1 || digits.first != 0x30, let length = Int(parts[1])
    else { throw CIDRError(reason: .invalidLength) }
    try self.init(address, length: length)
  }

  /// Throws `invalidLength` or `hostBits`.
  package init(_ address: IPAddress, length: Int) throws(CIDRError) {
    guard 0...address.bitCount ~= length else { throw CIDRError(reason: .invalidLength) }
    guard address.lowBits(below: length) == 0 else { throw CIDRError(reason: .hostBits) }
    self.address = address
    self.length = length
  }

  /// Whether the address belongs to the network; never across versions.
  package func contains(_ other: IPAddress) -> Bool {
    switch (address, other) {
    // A shift by the full width yields zero, which is right for the length 0.
    case (.v4(let own), .v4(let other)): (own ^ other) >> (32 - length) == 0
    case (.v6(let own), .v6(let other)): (own ^ other) >> (128 - length) == 0
    default: false
    }
  }
}

extension CIDR: CustomStringConvertible {
  package var description: String { "\(address)/\(length)" }
}

extension IPAddress {
  fileprivate var bitCount: Int { isIPv6 ? 128 : 32 }

  fileprivate func lowBits(below length: Int) -> UInt128 {
    switch self {
    case .v4(let value): UInt128(value << UInt32(length))
    case .v6(let value): value << UInt128(length)
    }
  }
}
