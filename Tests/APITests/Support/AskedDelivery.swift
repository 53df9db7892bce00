import Domain
import Gateway
import Synchronization

/// Sends nothing, and notes what it is asked for.
final class AskedDelivery: DeliveryHost {
  private let asked = Mutex<[Checkpoint]>([])

  struct Checkpoint: Equatable, Sendable {
    let endpoint: EndpointID
    let withDigest: Bool
  }

  var checkpoints: [Checkpoint] { asked.withLock { $0 } }

  func start(in gateway: Gateway) throws {}
  func stop(within limit: Duration) {}

  func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {
    asked.withLock { $0.append(Checkpoint(endpoint: endpoint, withDigest: withDigest)) }
  }
}
