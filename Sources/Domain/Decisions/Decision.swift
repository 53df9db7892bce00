/// An accepted command: what it does to which records.
///
/// Without changes nothing is written and the journal does not move: the wish was fulfilled already.
package struct Decision: Hashable, Sendable {
  package let changes: [Change]
  /// Whether it removes more than may go without a person, and a person confirmed it.
  package private(set) var isConfirmed = false

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

  var confirmed: Decision {
    var decision = self
    decision.isConfirmed = true
    return decision
  }
}
