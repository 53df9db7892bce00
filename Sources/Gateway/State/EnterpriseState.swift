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

  package init(
    id: EnterpriseID, head: Head, topology: Topology, endpoints: [EndpointID: Endpoint],
    keys: EnterpriseKeys
  ) {
    self.id = id
    self.head = head
    self.topology = topology
    self.endpoints = endpoints
    self.keys = keys
  }
}
