import Domain

extension EndpointMachine {
  /// Has the whole view told again, as to a new copy; a copy that is new is told it anyway.
  ///
  /// To be called when everything is planned. What is told already and waits goes on; the cursor goes
  /// back, or the run gets a row, with the next save.
  package mutating func tellWhole(_ view: some ViewReading) throws {
    saving.isCursorStale = true
    guard live != .start else { return }
    try open(RunSpan(.snapshot, base: .start, cause: view.head), isInDoubt: true, view)
    if inRun.isEmpty, unsettledRuns.isEmpty { checkpoint.isDue = true }
  }
}
