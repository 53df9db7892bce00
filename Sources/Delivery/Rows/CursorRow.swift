package import Domain

/// How far the copy at one endpoint has come.
package struct CursorRow: Hashable, Sendable {
  package let enterprise: EnterpriseID
  package let endpoint: EndpointID
  /// Everything up to here was acknowledged, has an exception row, or concerned nobody; 0 before a
  /// first snapshot is through.
  package var position: Position
  /// The last epoch given to the endpoint; a later start must take a greater one.
  package var epoch: Int64

  /// Of an endpoint that is pulled from: from which page on a party may go on (`PulledPlace`); 0 for
  /// every other endpoint.
  package var pulled: PulledPlace

  package init(
    enterprise: EnterpriseID, endpoint: EndpointID, position: Position, epoch: Int64,
    pulled: PulledPlace = .beginning
  ) {
    self.enterprise = enterprise
    self.endpoint = endpoint
    self.position = position
    self.epoch = epoch
    self.pulled = pulled
  }
}
