import Domain
import Gateway
import Views
import Wire

enum CheckpointOperations {
  /// Accepts the wish; what comes of it is seen at the receiver.
  static func request(_ context: WriteContext, _ gateway: Gateway) throws -> Reply {
    var members = try context.optionalMembers()
    let withDigest = members.optional("digest", .bool) ?? false
    members.end()
    try context.problems.requireNone()
    guard case .endpoint(let endpoint) = try context.known(.endpoint) else {
      throw Problem(.notFound(.endpoint))
    }
    try context.requireSending(to: endpoint)
    gateway.requestCheckpoint(of: endpoint.id, withDigest: withDigest)
    return Reply(.accepted, body: context.representation.bytes(of: .endpoint(endpoint)))
  }
}

extension WriteContext {
  /// Throws where nothing is sent to an endpoint at present, so that a wish would come to nothing.
  func requireSending(to endpoint: Endpoint) throws(Problem) {
    guard endpoint.state == .active else {
      throw Problem(
        .wrongState,
        "the endpoint is \(endpoint.state.name) and is sent nothing; make it active first")
    }
    guard let partner = endpoint.party.partner else { return }
    let topology = reader.session.topology(of: caller.enterprise)
    guard topology.partners[partner]?.state == .active else {
      throw Problem(.wrongState, "the endpoint's partner is not active, and is sent nothing")
    }
  }
}
