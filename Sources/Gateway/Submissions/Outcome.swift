package import Domain
package import Wire

/// What an accepted command came to.
package struct Outcome: Hashable, Sendable {
  /// Where the journal stood after the command; it moved only if the command changed something.
  package let position: Position
  package let time: Timestamp
  /// The record that the command is about as it stands at `position`; nil where it was removed.
  package let record: Record?
  /// Whether this answers a repeat of a request that was accepted before.
  package let isRepeat: Bool

  package init(position: Position, time: Timestamp, record: Record?, isRepeat: Bool) {
    self.position = position
    self.time = time
    self.record = record
    self.isRepeat = isRepeat
  }
}
