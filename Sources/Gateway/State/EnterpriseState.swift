package import Domain
package import Storage
package import Views

/// One enterprise right after a commit; never changes.
package final class EnterpriseState: Sendable {
  package let id: EnterpriseID
  package let head: Head
  /// Stands at the head.
  package let topology: Topology
  package let endpoints: [EndpointID: Endpoint]
  package let keys: EnterpriseKeys
  /// What was removed of late.
  package let removals: RemovalWindow
  /// How many records organizations have, where somebody had to know.
  let sizes: [Party: KnownSize]

  init(
    id: EnterpriseID, head: Head, topology: Topology, endpoints: [EndpointID: Endpoint],
    keys: EnterpriseKeys, removals: RemovalWindow, sizes: [Party: KnownSize] = [:]
  ) {
    self.id = id
    self.head = head
    self.topology = topology
    self.endpoints = endpoints
    self.keys = keys
    self.removals = removals
    self.sizes = sizes
  }
}
