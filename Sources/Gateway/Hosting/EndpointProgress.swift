package import Domain

/// What an endpoint has not been told yet, as whoever sends to it says.
package struct EndpointProgress: Sendable {
  package let endpoint: EndpointID
  /// Entries after this were not looked at.
  package let planned: Position
  /// Records that wait to be told, are being told, or are in trouble.
  package let records: [RecordID]
  /// Whether anything in its view may have to be told: then `records` says nothing.
  package let isWhole: Bool

  package init(
    endpoint: EndpointID, planned: Position, records: [RecordID], isWhole: Bool = false
  ) {
    self.endpoint = endpoint
    self.planned = planned
    self.records = records
    self.isWhole = isWhole
  }
}
