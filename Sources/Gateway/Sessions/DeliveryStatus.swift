package import Delivery
package import Domain
import Storage

/// How far the copy at an endpoint has come.
package struct DeliveryStatus: Hashable, Sendable {
  /// The last epoch and the position up to which the copy is settled but for the exceptions.
  package let cursor: CursorRow
  /// How many entries of the journal lie after the cursor, whether they concern the endpoint or not.
  package let entriesBehind: Int64
  package let exceptions: [ExceptionRow]

  package init(cursor: CursorRow, entriesBehind: Int64, exceptions: [ExceptionRow]) {
    self.cursor = cursor
    self.entriesBehind = entriesBehind
    self.exceptions = exceptions
  }
}

extension ReadSession {
  /// What is kept about delivery to an endpoint; nil before anything is.
  package func deliveryStatus(of endpoint: EndpointID) throws -> DeliveryStatus? {
    guard let cursor = try snapshot().cursors().first(where: { $0.endpoint == endpoint }) else {
      return nil
    }
    let head = try head(of: cursor.enterprise).position
    return DeliveryStatus(
      cursor: cursor, entriesBehind: max(0, head.number - cursor.position.number),
      exceptions: try snapshot().exceptions(of: endpoint))
  }
}
