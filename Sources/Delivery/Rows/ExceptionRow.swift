package import Domain
package import Wire

/// A record that an endpoint's cursor has passed although its last sending is not acknowledged.
package struct ExceptionRow: Hashable, Sendable {
  package let endpoint: EndpointID
  package let record: RecordID
  package let kind: RecordKind
  /// The state that the copy certainly held.
  package var base: Position
  /// The newest position that asked for the record to be told.
  package var cause: Position
  package var epoch: Int64
  /// The first and last number of the epoch that was sent for it without an answer that settles it.
  package var firstNumber: Int64
  package var lastNumber: Int64
  package var attempts: Int
  package var nextTry: Timestamp
  /// In plain words, without secrets: the status or what failed.
  package var reason: String
  /// The repair number under which it is told; 0 unless somebody asked to have it told again.
  package var repair: Int

  package init(
    endpoint: EndpointID, record: RecordID, kind: RecordKind, base: Position, cause: Position,
    epoch: Int64, firstNumber: Int64, lastNumber: Int64, attempts: Int, nextTry: Timestamp,
    reason: String, repair: Int = 0
  ) {
    self.endpoint = endpoint
    self.record = record
    self.kind = kind
    self.base = base
    self.cause = cause
    self.epoch = epoch
    self.firstNumber = firstNumber
    self.lastNumber = lastNumber
    self.attempts = attempts
    self.nextTry = nextTry
    self.reason = reason
    self.repair = repair
  }
}
