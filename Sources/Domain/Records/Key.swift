package import Crypto

/// An API key: who its bearer is, and the hash of its secret.
package struct Key: Hashable, Sendable {
  package let id: KeyID
  package let party: Party
  package let role: Role
  package let name: Name
  /// SHA-256 of the secret part, which is 32 random bytes and therefore needs no slow hash.
  package let secretDigest: Digest

  package init(id: KeyID, party: Party, role: Role, name: Name, secretDigest: Digest) {
    self.id = id
    self.party = party
    self.role = role
    self.name = name
    self.secretDigest = secretDigest
  }

  /// What a bearer may do.
  package enum Role: UInt8, CaseIterable, Sendable {
    case brandAdmin = 1
    case partnerAdmin = 2

    package var name: String {
      switch self {
      case .brandAdmin: "brand_admin"
      case .partnerAdmin: "partner_admin"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }
}
