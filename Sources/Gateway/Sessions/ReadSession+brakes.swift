package import Domain
import Storage
package import Wire

extension ReadSession {
  /// Why as many further removals would need a person; nil where they would not.
  ///
  /// Counted on this session's state, off the writer's thread, which decides for itself later.
  package func excess(
    removing further: Int, of organization: Party, in enterprise: EnterpriseID, at time: Timestamp
  ) throws -> RemovalExcess? {
    let state = try known(enterprise)
    let brake = RemovalBrake(
      limit: removalLimit, count: state.removals.count(of: organization, at: time))
    return try brake.excess(of: further) { limit in
      var count = 0
      for kind in KnownSize.kinds where count < limit {
        count += try names(
          of: kind, in: organization.scope(in: enterprise), after: nil, at: state.head.position,
          limit: limit - count, enterprise: enterprise
        ).count
      }
      return count
    }
  }
}
