package import Domain
import Synchronization

/// The gauges of every endpoint that a delivery loop has taken up.
package final class DeliveryGauges: Sendable {
  private let gauges = Mutex<[EndpointID: DeliveryGauge]>([:])

  package init() {}

  package func add(_ gauge: DeliveryGauge, of endpoint: EndpointID) {
    gauges.withLock { $0[endpoint] = gauge }
  }

  package func remove(_ endpoint: EndpointID) {
    gauges.withLock { $0[endpoint] = nil }
  }

  /// All of them, as of now; what they show goes on moving.
  package var all: [EndpointID: DeliveryGauge] { gauges.withLock { $0 } }
}
