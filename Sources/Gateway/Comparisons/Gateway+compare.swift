import Domain

extension Gateway {
  /// Holds what a party says of its copy against its view; from any thread, never blocks.
  ///
  /// `completion` is called once, on another thread or, where nothing can be compared now, on this
  /// one.
  package func compare(
    _ request: ViewComparisonRequest,
    completion: @escaping @Sendable (Result<ViewComparisonAnswer, ViewComparisonFailure>) -> Void
  ) {
    comparer.compare(request, completion)
  }

  /// How long the delivery loops may take to say what is on its way.
  private static let progressLimit = Duration.seconds(5)

  /// What is on its way to endpoints, as those say who send to them; waits for their answer.
  func progress(of endpoints: [EndpointID]) throws(ViewComparisonFailure) -> [EndpointProgress] {
    guard !endpoints.isEmpty else { return [] }
    let answers = Monitor<[EndpointID: EndpointProgress]>([:])
    for host in deliveryHosts {
      host.tellProgress(of: Set(endpoints)) { told in
        answers.update { known in for one in told { known[one.endpoint] = one } }
      }
    }
    let all = answers.wait(limit: Self.progressLimit) { known in
      known.count == Set(endpoints).count ? Array(known.values) : nil
    }
    guard let all else { throw .unavailable }
    return all
  }
}
