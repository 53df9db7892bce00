package import Domain
package import Wire

/// The newest entry that touched a record in a party's view.
package struct Touch: Hashable, Sendable {
  package let position: Position
  package let time: Timestamp
  /// The other records that decide whether it is seen: the two ends of a link that is there.
  package let ends: [RecordID]

  package init(position: Position, time: Timestamp, ends: [RecordID] = []) {
    self.position = position
    self.time = time
    self.ends = ends
  }
}
