import AdapterKit
package import Delivery
package import Domain
import HTTPClient
import Synchronization
import Wire

/// Sends to endpoints: a few threads that share nothing, each with endpoints of its own.
package final class DeliveryLoops: DeliveryHost {
  private let configuration: DeliveryConfiguration
  private let running = Mutex<[DeliveryLoop]>([])
  private let recorder = Mutex<AttemptRecorder?>(nil)

  package init(_ configuration: DeliveryConfiguration) {
    self.configuration = configuration
  }

  package func start(in gateway: Gateway) throws {
    let recorder = AttemptRecorder(
      log: gateway.parts.attemptLog, limit: configuration.unloggedLimit,
      notice: gateway.parts.notice)
    try recorder.start()
    self.recorder.withLock { $0 = recorder }
    let count = max(1, configuration.loops)
    for index in 0..<count {
      let share = DeliveryLoop.Share(index: index, count: count)
      let loop = try DeliveryLoop(
        gateway: gateway, configuration: configuration, share: share, recorder: recorder)
      try loop.start()
      running.withLock { $0.append(loop) }
    }
  }

  package func stop(within limit: Duration) {
    let loops = running.withLock { loops in
      defer { loops = [] }
      return loops
    }
    for loop in loops { loop.stop(within: limit) }
    for loop in loops { loop.join() }
    recorder.withLock { $0 }?.stop()
  }

  package func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {
    for loop in running.withLock({ $0 }) where loop.share.holds(endpoint) {
      loop.requestCheckpoint(of: endpoint, withDigest: withDigest)
    }
  }

  package func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void
  ) {
    for loop in running.withLock({ $0 }) {
      let own = endpoints.filter { loop.share.holds($0) }
      if !own.isEmpty { loop.tellProgress(of: own, answer) }
    }
  }

  package func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord]) {
    for loop in running.withLock({ $0 }) where loop.share.holds(endpoint) {
      loop.requestRepair(of: endpoint, records)
    }
  }

  package func pull(_ request: PullRequest, _ completion: @escaping PullCompletion) -> Bool {
    let loop = running.withLock { $0.first { $0.share.holds(request.endpoint) } }
    loop?.pull(request, completion)
    return loop != nil
  }

  package func endPullWaits() {
    for loop in running.withLock({ $0 }) { loop.endPullWaits() }
  }

  package func tellWhole(_ endpoint: EndpointID) {
    for loop in running.withLock({ $0 }) where loop.share.holds(endpoint) {
      loop.tellWhole(endpoint)
    }
  }
}
