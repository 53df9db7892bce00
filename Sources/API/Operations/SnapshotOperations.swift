import Domain
import Gateway
import Wire

enum SnapshotOperations {
  /// Begins the copy of a party that asks for its events anew: all that it sees is told again.
  static func start(_ context: WriteContext, _ gateway: Gateway) throws -> Reply {
    let members = try context.optionalMembers()
    members.end()
    try context.problems.requireNone()
    guard case .endpoint(let endpoint) = try context.known(.endpoint) else {
      throw Problem(.notFound(.endpoint))
    }
    guard endpoint.isPulled else {
      throw Problem(
        .wrongState,
        "events are sent to this endpoint; have what its copy lacks told again by a repair")
    }
    try context.requireSending(to: endpoint)
    gateway.tellWhole(endpoint.id)
    return Reply(.accepted, body: context.representation.bytes(of: .endpoint(endpoint)))
  }
}
