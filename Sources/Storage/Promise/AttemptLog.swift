package import Delivery
package import Domain
package import Wire

/// Keeps what every request to an endpoint was answered, apart from the store and droppable.
///
/// One file per UTC day where it is on disk; files older than the retention are dropped whole.
package protocol AttemptLog: Sendable {
  /// Appends in one transaction; blocks the calling thread.
  func append(_ attempts: [AttemptRow]) throws

  /// The attempts of one endpoint, newest first, from before `cursor`, at most `limit`.
  ///
  /// Reading may happen on any thread while another appends.
  func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) throws -> [LoggedAttempt]

  /// Drops the days that ended before `time`.
  func drop(before time: Timestamp) throws

  func close()
}

/// The place of an attempt in the log: newer ones are greater.
package struct AttemptCursor: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01 UTC.
  package let day: Int64
  package let row: Int64

  package init(day: Int64, row: Int64) {
    self.day = day
    self.row = row
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.day, left.row) < (right.day, right.row)
  }
}

/// An attempt with its place.
package struct LoggedAttempt: Hashable, Sendable {
  package let cursor: AttemptCursor
  package let attempt: AttemptRow

  package init(cursor: AttemptCursor, attempt: AttemptRow) {
    self.cursor = cursor
    self.attempt = attempt
  }
}
