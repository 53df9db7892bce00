package import Delivery
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

  /// Says what the endpoints of these that it sends to have not been told yet; from any thread.
  ///
  /// `answer` is called on any thread, once or for parts of them; of endpoints that cannot be sent to
  /// it says that anything may have to be told.
  func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void)

  /// Tells records again at an endpoint; from any thread. Each is kept before it is sent.
  func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord])

  /// Answers a party's request for what one of its endpoints is told next, and returns true; false,
  /// and nothing else, where it does not have the endpoint. From any thread.
  func pull(_ request: PullRequest, _ completion: @escaping PullCompletion) -> Bool

  /// Answers the requests that wait, and lets none wait from now on; from any thread.
  func endPullWaits()

  /// Tells an endpoint its whole view again, as to a new copy; from any thread.
  func tellWhole(_ endpoint: EndpointID)
}

extension DeliveryHost {
  package func pull(_ request: PullRequest, _ completion: @escaping PullCompletion) -> Bool {
    false
  }

  package func endPullWaits() {}
  package func tellWhole(_ endpoint: EndpointID) {}
}
