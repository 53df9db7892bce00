import Delivery
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

  /// What is said to be on its way, to any endpoint.
  let waiting = Mutex<[RecordID]>([])

  private let repaired = Mutex<[Repair]>([])

  struct Repair: Equatable, Sendable {
    let endpoint: EndpointID
    let records: [RepairedRecord]
  }

  var repairs: [Repair] { repaired.withLock { $0 } }

  func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord]) {
    repaired.withLock { $0.append(Repair(endpoint: endpoint, records: records)) }
  }

  func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void
  ) {
    let records = waiting.withLock { $0 }
    let planned = Position(.max)
    answer(endpoints.map { EndpointProgress(endpoint: $0, planned: planned, records: records) })
  }
}
