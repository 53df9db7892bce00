import Domain
import Views

/// Who asks: the bearer of a key, in one enterprise, with the ids that their party knows.
struct Caller: Sendable {
  let enterprise: EnterpriseID
  let key: Key
  let ids: PartyIDs
  /// A pending partner sees its own side only.
  let isPending: Bool

  var party: Party { key.party }
  var isBrand: Bool { key.party == .enterprise }
  var actor: Actor { Actor(party: key.party, role: key.role, key: key.id) }
}
