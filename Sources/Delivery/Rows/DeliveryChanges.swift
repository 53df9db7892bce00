package import Domain

/// What a delivery loop wants kept, written in one transaction.
package struct DeliveryChanges: Sendable {
  package var cursors: [CursorRow] = []
  package var told: [ToldRow] = []
  package var exceptions: [ExceptionRow] = []
  /// Exceptions that are settled.
  package var settled: [Settled] = []
  package var runs: [RunRow] = []
  /// Runs that are through, or folded into another.
  package var endedRuns: [EndedRun] = []
  /// Endpoints of which nothing is kept any longer but their told rows.
  package var ended: [EndpointID] = []

  package init() {}

  package var isEmpty: Bool {
    cursors.isEmpty && told.isEmpty && exceptions.isEmpty && settled.isEmpty && runs.isEmpty
      && endedRuns.isEmpty && ended.isEmpty
  }

  /// Names the row of one run of one endpoint.
  package struct EndedRun: Hashable, Sendable {
    package let endpoint: EndpointID
    package let number: Int64

    package init(endpoint: EndpointID, number: Int64) {
      self.endpoint = endpoint
      self.number = number
    }
  }

  /// Names the exception row of one record at one endpoint.
  package struct Settled: Hashable, Sendable {
    package let endpoint: EndpointID
    package let record: RecordID

    package init(endpoint: EndpointID, record: RecordID) {
      self.endpoint = endpoint
      self.record = record
    }
  }
}

extension DeliveryChanges {
  /// Adds what another endpoint wants kept to the same transaction.
  package mutating func append(_ other: DeliveryChanges) {
    cursors += other.cursors
    told += other.told
    exceptions += other.exceptions
    settled += other.settled
    runs += other.runs
    endedRuns += other.endedRuns
    ended += other.ended
  }
}
