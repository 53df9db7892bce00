package import Domain
import Storage
import Views

extension ReadSession {
  /// Where the ids began under which a party knows records now; the start where it was never re-keyed.
  package func startOfIDs(of party: Party, in enterprise: EnterpriseID) throws -> Position {
    let state = try known(enterprise)
    let epoch = state.topology.idEpoch(of: party)
    guard epoch > 0, let partner = party.partner else { return .start }
    var start = state.head.position
    var upTo = start
    while let version = try snapshot().version(
      of: partner.record, .partner, at: upTo, in: enterprise),
      case .partner(let record) = try version.decoded(), record.idEpoch == epoch
    {
      start = version.position
      upTo = start.previous
    }
    return start
  }
}
