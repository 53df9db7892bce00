package import Domain
package import Views

/// Some records that a run covers, in its order.
package struct RunPage: Sendable {
  package var candidates: [Candidate] = []
  /// Every record up to here was looked at.
  package var through: RunPlace
  /// Whether nothing comes after it.
  package var isLast = false
  /// How many records were looked at.
  package var covered = 0

  /// A record with its rows at the run's base and now.
  package struct Candidate: Sendable {
    package let record: RecordID
    package let kind: RecordKind
    package let before: Row?
    package let after: Row?
    /// Whether one of the two could not be read.
    package let isDamaged: Bool

    package init(
      record: RecordID, kind: RecordKind, before: Row?, after: Row?, isDamaged: Bool = false
    ) {
      self.record = record
      self.kind = kind
      self.before = before
      self.after = after
      self.isDamaged = isDamaged
    }
  }

  package init(through: RunPlace) {
    self.through = through
  }
}
