package import AdapterKit
package import Domain
package import Wire

/// One event that is to leave now.
package struct Sending: Sendable {
  /// The record in whose lane it is; the endpoint's own id for a checkpoint.
  package let record: RecordID
  package let event: Event
  /// The other records that decide whether it is seen: the two ends of a link, also of one that goes.
  package let ends: [RecordID]
  /// The head at which its row was read: a request built from it is stale once an entry after this
  /// narrows what the party sees of the record.
  package let readAt: Position

  package init(record: RecordID, ends: [RecordID] = [], event: Event, readAt: Position) {
    self.record = record
    self.ends = ends
    self.event = event
    self.readAt = readAt
  }
}

/// What became of a sending.
package enum SendingOutcome: Hashable, Sendable {
  case delivered
  /// The record could not be told now; others may go on. `held` if the far side refuses its content.
  case failed(notBefore: Timestamp?, reason: String, held: Bool)
  /// No answer came, though the request may have arrived.
  ///
  /// Of a few records in a row it is each record's trouble, of more the whole endpoint's.
  case unanswered(reason: String)
  /// Nothing can be told to the endpoint now; `sent` if this event may have reached it.
  case endpointFailed(notBefore: Timestamp?, reason: String, sent: Bool)
  /// The last look before the first byte stopped it: nothing was sent, it is to be read anew.
  case withdrawn
  /// The far side wants nothing any more.
  case refusedForGood(reason: String)
}
