package import Crypto
package import Domain

/// The keys of one enterprise, all derived from its random root key (HKDF, RFC 5869).
///
/// The root is sealed under the master key; sealing it anew changes none of these.
package struct EnterpriseKeys: Sendable {
  private let root: Secret
  private let enterprise: EnterpriseID

  package static let rootByteCount = 32

  package init(root: Secret, enterprise: EnterpriseID) {
    self.root = root
    self.enterprise = enterprise
  }

  /// The key of a party's ids; another epoch gives all its records other ids.
  package func ids(of party: Party, epoch: Int = 0) -> [UInt8] {
    derive("ids", party, epoch)
  }

  /// The key of a party's `at`.
  package func positions(of party: Party, epoch: Int = 0) -> [UInt8] {
    derive("at", party, epoch)
  }

  /// The key of event ids at a party's endpoints.
  package func events(of party: Party) -> [UInt8] {
    derive("events", party, 0)
  }

  /// The key of paging cursors that a party holds.
  package func cursors(of party: Party) -> [UInt8] {
    derive("cursors", party, 0)
  }

  /// The key under which secrets within records are sealed.
  package var sealing: [UInt8] {
    derive("sealing", .enterprise, 0)
  }

  private func derive(_ purpose: String, _ party: Party, _ epoch: Int) -> [UInt8] {
    let scope = party.scope(in: enterprise).bits.bytes
    let info = Array("weir 1 \(purpose) \(epoch) ".utf8) + scope
    return HKDFSHA256.derive(
      secret: root.reveal(), salt: enterprise.bits.bytes, info: info, count: 32)
  }
}
