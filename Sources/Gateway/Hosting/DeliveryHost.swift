package import Domain

/// What sends to endpoints while the gateway runs; it starts after the writer and stops before it.
package protocol DeliveryHost: Sendable {
  /// Begins to send; called once, before the gateway is ready.
  func start(in gateway: Gateway) throws

  /// Ends sending within `limit` and submits what is still to be kept; the writer still writes.
  func stop(within limit: Duration)

  /// Tells an endpoint how far its copy has come, as soon as nothing else is in flight; from any
  /// thread. Forgotten when the host stops.
  func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool)
}
