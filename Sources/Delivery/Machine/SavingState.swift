import Domain

/// What of a machine's state is durable, and what is on its way there.
struct SavingState: Sendable {
  var isEpochSaved = false
  /// Whether the cursor may have moved since it was last handed out; finding it costs a walk over
  /// the lanes, which is done when it is saved.
  var isCursorStale = true
  /// Told rows not yet confirmed durable; they count before those that a store would answer.
  var told: [RecordID: ToldRow] = [:]
  /// Withdrawn rows not yet confirmed durable that a newer row of their record has followed.
  var withdrawn: [ToldRow] = []
  /// How many of them are on their way.
  var withdrawnUnderWay = 0
  /// Records whose exception row differs from the durable one.
  var exceptions: Set<RecordID> = []
  /// Runs whose row differs from the durable one.
  var runs: Set<Int64> = []
  /// Records that are sent once what is on its way is durable, and once what follows it is, in the
  /// order in which they came.
  var waitingNow: [RecordID] = []
  var waitingNext: [RecordID] = []
  /// A checkpoint waits for the epoch to be durable.
  var isEpochAwaited = false
  /// What is on its way.
  var underWay: DeliveryChanges?

  var isUnderWay: Bool { underWay != nil }
}
