import Domain

/// What of a machine's state is durable, and what is on its way there.
struct SavingState: Sendable {
  /// The cursor as it was last confirmed.
  var cursor: Position
  var isEpochSaved = false
  /// Told rows not yet confirmed durable; they count before those that a store would answer.
  var told: [RecordID: ToldRow] = [:]
  /// Records whose exception row differs from the durable one.
  var exceptions: Set<RecordID> = []
  /// Records that are sent once what is on its way is durable, and once what follows it is.
  var waitingNow: Set<RecordID> = []
  var waitingNext: Set<RecordID> = []
  /// What is on its way.
  var underWay: DeliveryChanges?

  init() {
    cursor = .start
  }

  var isUnderWay: Bool { underWay != nil }
}
