package import Domain
import Views
package import Wire

/// A durable entry with what a delivery loop needs of it.
package struct CommittedEntry: Sendable {
  package let position: Position
  package let time: Timestamp
  package let changes: [Change]
  /// The parties whose view may have moved as a whole, for the structure changed.
  package let affectedParties: Set<Party>

  package init(
    position: Position, time: Timestamp, changes: [Change], affectedParties: Set<Party>
  ) {
    self.position = position
    self.time = time
    self.changes = changes
    self.affectedParties = affectedParties
  }
}
