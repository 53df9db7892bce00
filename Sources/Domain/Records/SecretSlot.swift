package import Wire

/// One secret of an endpoint as it is kept: sealed, with when it stops being used.
package struct SecretSlot: Hashable, Sendable {
  /// Counts up within the endpoint from 1; never used again.
  package let number: Int
  package let scheme: Scheme
  /// The key bytes under AES-256-GCM with the enterprise's sealing key.
  package let sealed: [UInt8]
  /// While set, the slot signs beside its successor until then.
  package var retiresAt: Timestamp?

  package init(number: Int, scheme: Scheme, sealed: [UInt8], retiresAt: Timestamp? = nil) {
    self.number = number
    self.scheme = scheme
    self.sealed = sealed
    self.retiresAt = retiresAt
  }

  package func isUsed(at time: Timestamp) -> Bool {
    guard let retiresAt else { return true }
    return time < retiresAt
  }

  /// What a secret signs with.
  package enum Scheme: UInt8, CaseIterable, Sendable {
    case hmacSHA256 = 1
    case ed25519 = 2

    package var name: String {
      switch self {
      case .hmacSHA256: "hmac-sha256"
      case .ed25519: "ed25519"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }
}
