/// What sends to endpoints while the gateway runs; it starts after the writer and stops before it.
package protocol DeliveryHost: Sendable {
  /// Begins to send; called once, before the gateway is ready.
  func start(in gateway: Gateway) throws

  /// Ends sending within `limit` and submits what is still to be kept; the writer still writes.
  func stop(within limit: Duration)
}
