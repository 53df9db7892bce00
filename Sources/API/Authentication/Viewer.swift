import Domain
import Views

/// A party as one that reads, whether or not it is the one that asks.
struct Viewer: Sendable {
  let enterprise: EnterpriseID
  let ids: PartyIDs
  /// Sees its own side only.
  let isPending: Bool

  var party: Party { ids.party }
}

extension Caller {
  var viewer: Viewer { Viewer(enterprise: enterprise, ids: ids, isPending: isPending) }
}
