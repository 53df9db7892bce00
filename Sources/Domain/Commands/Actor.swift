/// Who asks for a command: the bearer of an API key, the operator at the machine, or the gateway for
/// itself.
package struct Actor: Hashable, Sendable {
  package let party: Party
  package let role: Role
  /// Nil for the operator, who holds the store file and the master key.
  package let key: KeyID?

  package init(party: Party, role: Key.Role, key: KeyID?) {
    self.init(party: party, as: Role(role), key: key)
  }

  /// As it stands in an entry.
  init(party: Party, as role: Role, key: KeyID?) {
    self.party = party
    self.role = role
    self.key = key
  }

  /// As what somebody acts; the raw values stand in entries.
  package enum Role: UInt8, CaseIterable, Sendable {
    case brandAdmin = 1
    case partnerAdmin = 2
    /// Does what somebody asked for earlier, when it is due.
    case gateway = 3

    init(_ role: Key.Role) {
      switch role {
      case .brandAdmin: self = .brandAdmin
      case .partnerAdmin: self = .partnerAdmin
      }
    }
  }

  /// The person at the command line of the machine that holds the store.
  package static let operatorAtMachine = Actor(party: .enterprise, role: .brandAdmin, key: nil)

  /// What is due, which no person asks for again.
  package static let gateway = Actor(party: .enterprise, as: .gateway, key: nil)
}
