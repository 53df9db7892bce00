/// An accepted command: what it does to which records.
///
/// Without changes nothing is written and the journal does not move: the wish was fulfilled already.
package struct Decision: Hashable, Sendable {
  package let changes: [Change]

  /// One command changes at most this many records; what needs more is a job.
  package static let changeLimit = 1_000

  package init(changes: [Change]) throws(Refusal) {
    guard changes.count <= Self.changeLimit else {
      throw Refusal(
        .tooLarge,
        "this would change \(changes.count) records, one command changes at most 1,000;"
          + " do it in parts")
    }
    self.changes = changes
  }
}
