package import Domain
import Storage

extension ReadSession {
  /// The scope of an endpoint in this session, and where it began; without one, the whole view.
  package func scope(
    of endpoint: EndpointID?, in enterprise: EnterpriseID
  ) throws -> (scope: Endpoint.Scope, start: Position) {
    let state = try known(enterprise)
    guard let endpoint, let record = state.endpoints[endpoint] else { return (.whole, .start) }
    guard record.scopeVersion > 0 else { return (record.scope, .start) }
    let history = try ScopeHistory(
      of: endpoint, in: enterprise, upTo: state.head.position, reader: snapshot())
    return (record.scope, history.newest.start)
  }
}
