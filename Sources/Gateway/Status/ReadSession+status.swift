import Delivery
package import Domain
package import Storage
import Views
package import Wire

extension ReadSession {
  /// The endpoints of an enterprise, or of one party of it, in no order.
  package func endpoints(of party: Party? = nil, in enterprise: EnterpriseID) throws -> [Endpoint] {
    try known(enterprise).endpoints.values.filter { party == nil || $0.party == party }
  }

  /// How some endpoints of an enterprise stand, in their order.
  ///
  /// What loops show is read where there is a loop, else what the store keeps.
  package func conditions(
    of endpoints: [Endpoint], in enterprise: EnterpriseID
  ) throws -> [EndpointCondition] {
    let topology = try known(enterprise).topology
    let shown = gauges.all
    let isComplete = endpoints.allSatisfy { shown[$0.id] != nil }
    let kept = isComplete ? [:] : try cursorsByEndpoint()
    return try endpoints.map { endpoint in
      let partner = endpoint.party.partner.flatMap { topology.partners[$0]?.state }
      let gauge = shown[endpoint.id]
      return EndpointCondition(
        endpoint: endpoint, standing: .init(endpoint, partner: partner, gauge),
        settled: gauge?.settled ?? kept[endpoint.id]?.position ?? .start, due: gauge?.due,
        waiting: try gauge?.exceptions ?? exceptionSummary(of: endpoint.id)?.count ?? 0,
        runs: gauge?.runs ?? (0, 0))
    }
  }

  private func cursorsByEndpoint() throws -> [EndpointID: CursorRow] {
    Dictionary(try snapshot().cursors().map { ($0.endpoint, $0) }, uniquingKeysWith: { $1 })
  }

  /// The records that wait at an endpoint, taken together; nil where none do.
  package func exceptionSummary(of endpoint: EndpointID) throws -> ExceptionSummary? {
    try snapshot().exceptionSummary(of: endpoint)
  }

  /// When the oldest change was accepted that is not acknowledged for certain; nil where there is
  /// none up to `head`.
  ///
  /// A copy that was never told anything is as old as the newest version of its endpoint.
  package func oldestUnacknowledged(
    of condition: EndpointCondition, _ waiting: ExceptionSummary?, upTo head: Position,
    in enterprise: EnterpriseID
  ) throws -> Timestamp? {
    var positions = [waiting?.oldest].compactMap { $0 }
    if condition.settled == .start {
      let id = condition.endpoint.id.record
      let version = try snapshot().version(of: id, .endpoint, at: head, in: enterprise)
      if let version { positions.append(version.position) }
    } else if condition.settled < head {
      positions.append(condition.settled.next)
    }
    guard let oldest = positions.min(), oldest > .start else { return nil }
    return try snapshot().entries(after: oldest.previous, limit: 1, in: enterprise).first?.time
  }
}
