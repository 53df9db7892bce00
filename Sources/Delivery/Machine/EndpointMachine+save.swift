import Domain
import Wire

extension EndpointMachine {
  /// Whether anything waits to be made durable before more can be sent.
  package var needsSaving: Bool {
    !saving.isUnderWay
      && (!saving.waitingNext.isEmpty || !saving.exceptions.isEmpty || saving.isEpochAwaited)
  }

  /// Whether a write of what was taken is still to be answered.
  package var isSaving: Bool { saving.isUnderWay }

  /// Whether anything at all differs from what is durable.
  package var wantsSaving: Bool {
    !saving.waitingNext.isEmpty || !saving.exceptions.isEmpty || !saving.told.isEmpty
      || saving.isCursorStale || saving.isEpochAwaited
      || !saving.runs.isEmpty
  }

  /// What is to be written in one transaction now; nil if nothing is, or a write is under way.
  ///
  /// It must be answered by `saved` or `saveFailed`.
  package mutating func takeChanges() -> DeliveryChanges? {
    guard !saving.isUnderWay, wantsSaving else { return nil }
    var changes = DeliveryChanges()
    changes.cursors = [
      CursorRow(
        enterprise: settings.enterprise, endpoint: settings.endpoint, position: cursor, epoch: epoch
      )
    ]
    changes.told = saving.withdrawn + saving.told.values
    saving.withdrawnUnderWay = saving.withdrawn.count
    for record in saving.exceptions {
      if let row = exceptionRow(of: record) {
        changes.exceptions.append(row)
      } else {
        changes.settled.append(
          DeliveryChanges.Settled(endpoint: settings.endpoint, record: record))
      }
    }
    saving.exceptions = []
    for number in saving.runs {
      if let run = runs.first(where: { $0.number == number }) {
        changes.runs.append(run.row(at: settings.endpoint))
      } else {
        changes.endedRuns.append(
          DeliveryChanges.EndedRun(endpoint: settings.endpoint, number: number))
      }
    }
    saving.runs = []
    saving.isCursorStale = false
    saving.waitingNow = saving.waitingNext
    saving.waitingNext = []
    saving.underWay = changes
    return changes
  }

  /// What was taken last is durable.
  package mutating func saved() {
    guard let changes = saving.underWay else { return }
    saving.underWay = nil
    saving.isEpochSaved = true
    saving.isEpochAwaited = false
    for row in changes.told where saving.told[row.record] == row { saving.told[row.record] = nil }
    // Newer ones were put behind those that were taken.
    saving.withdrawn.removeFirst(saving.withdrawnUnderWay)
    saving.withdrawnUnderWay = 0
    let waiting = saving.waitingNow
    saving.waitingNow = []
    for record in waiting {
      if case .saving = lanes[record]?.phase { makeReady(record) }
    }
  }

  /// What is to be written when the endpoint is told nothing more, instead of anything taken later.
  ///
  /// Withdrawals that were acknowledged are kept. Told rows that are not durable yet go, for nothing
  /// was sent by them.
  package var endingChanges: DeliveryChanges {
    var changes = DeliveryChanges()
    changes.told = saving.withdrawn + saving.told.values.filter { !$0.stands }
    changes.ended = [settings.endpoint]
    return changes
  }

  /// What was taken last could not be written; it is part of what `takeChanges` gives next.
  package mutating func saveFailed() {
    guard let changes = saving.underWay else { return }
    saving.underWay = nil
    saving.withdrawnUnderWay = 0
    saving.exceptions.formUnion(changes.exceptions.map(\.record))
    saving.exceptions.formUnion(changes.settled.map(\.record))
    saving.runs.formUnion(changes.runs.map(\.number))
    saving.runs.formUnion(changes.endedRuns.map(\.number))
    saving.waitingNext = saving.waitingNow + saving.waitingNext
    saving.waitingNow = []
    saving.isCursorStale = true
  }

  private func exceptionRow(of record: RecordID) -> ExceptionRow? {
    guard let lane = lanes[record], let exception = lane.exception ?? lane.keptRepair else {
      return nil
    }
    return ExceptionRow(
      endpoint: settings.endpoint, record: record, kind: lane.kind, base: lane.base,
      cause: lane.cause, epoch: epoch, firstNumber: exception.firstNumber,
      lastNumber: exception.lastNumber, attempts: exception.attempts,
      nextTry: exception.nextTry + wallAhead,
      reason: exception.reason, repair: lane.nextRepair ?? lane.repair)
  }
}
