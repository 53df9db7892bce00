package import Domain

/// Whoever presents an API key: the key, and the one enterprise that it belongs to.
package struct Bearer: Hashable, Sendable {
  package let enterprise: EnterpriseID
  package let key: Key

  package init(enterprise: EnterpriseID, key: Key) {
    self.enterprise = enterprise
    self.key = key
  }

  /// The bearer as the one who asks for a command.
  package var actor: Actor { Actor(party: key.party, role: key.role, key: key.id) }
}
