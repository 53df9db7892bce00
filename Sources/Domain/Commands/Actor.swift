/// Who asks for a command: the bearer of an API key, or the operator at the machine.
package struct Actor: Hashable, Sendable {
  package let party: Party
  package let role: Key.Role
  /// Nil for the operator, who holds the store file and the master key.
  package let key: KeyID?

  package init(party: Party, role: Key.Role, key: KeyID?) {
    self.party = party
    self.role = role
    self.key = key
  }

  /// The person at the command line of the machine that holds the store.
  package static let operatorAtMachine = Actor(party: .enterprise, role: .brandAdmin, key: nil)
}
