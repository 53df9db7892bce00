import Delivery
package import Domain
package import Wire

/// The exception rows of one endpoint taken together.
package struct ExceptionSummary: Hashable, Sendable {
  /// How many records wait.
  package let count: Int
  /// Where the oldest change stands that one of them may lack.
  package let oldest: Position
  /// When the first of them is tried next, and why it waits.
  package let nextTry: Timestamp
  package let reason: String

  package init(count: Int, oldest: Position, nextTry: Timestamp, reason: String) {
    self.count = count
    self.oldest = oldest
    self.nextTry = nextTry
    self.reason = reason
  }
}

extension StoreReader {
  /// Reads every row; a store that can do with less does.
  package func exceptionSummary(of endpoint: EndpointID) throws -> ExceptionSummary? {
    let rows = try exceptions(of: endpoint)
    let first = rows.min { ($0.nextTry, $0.record) < ($1.nextTry, $1.record) }
    // A record that was never told lacks what asked for it, not all that was ever accepted.
    let oldest = rows.map { $0.base == .start ? $0.cause : $0.base.next }.min()
    guard let first, let oldest else { return nil }
    return ExceptionSummary(
      count: rows.count, oldest: oldest, nextTry: first.nextTry, reason: first.reason)
  }
}
