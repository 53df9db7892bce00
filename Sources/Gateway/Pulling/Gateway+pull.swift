package import Domain

extension Gateway {
  /// Gives a party what one of its endpoints is told next, and takes what it acknowledges; from any
  /// thread, never blocks.
  ///
  /// The request waits with no thread of its own. `completion` is called once, on another thread or,
  /// where there is nobody to ask, on this one.
  package func pull(_ request: PullRequest, completion: @escaping PullCompletion) {
    for host in deliveryHosts where host.pull(request, completion) { return }
    completion(.failure(.unavailable))
  }

  /// Answers every request for events that waits, and lets none wait from now on.
  package func endPullWaits() {
    for host in deliveryHosts { host.endPullWaits() }
  }

  /// Has an endpoint told its whole view again; from any thread.
  ///
  /// It is no command: a stop in the next moment forgets it.
  package func tellWhole(_ endpoint: EndpointID) {
    for host in deliveryHosts { host.tellWhole(endpoint) }
  }
}
