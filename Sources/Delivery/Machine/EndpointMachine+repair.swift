import AdapterKit
package import Domain
package import Wire

extension EndpointMachine {
  /// Has records told again although nothing about them has changed: what is visible as a whole, of
  /// the rest what was told is withdrawn.
  ///
  /// Their events get a raised repair number and thereby another id, for a receiver drops an id that
  /// it has had. Each is kept in an exception row before it is sent, so that a start goes on with it
  /// under the same number. A checkpoint with the digest follows when all of them are told. A new copy
  /// is told everything anyway.
  package mutating func repair(_ records: [RepairedRecord], at now: Timestamp) {
    guard live != .start, !records.isEmpty else { return }
    let number = max(lastRepair + 1, Int(epoch), Int((now + wallAhead).wholeSeconds))
    lastRepair = number
    for one in records { repair(one, number) }
    checkpoint.asksDigest = true
  }

  private mutating func repair(_ one: RepairedRecord, _ number: Int) {
    inRun.insert(one.record)
    saving.exceptions.insert(one.record)
    guard var lane = lanes[one.record] else {
      // No entry asks for it, so the cursor waits for nothing.
      var lane = Lane(kind: one.kind, base: live, cause: live, floor: nil)
      lane.askForRepair(number)
      lane.isRepairKept = true
      lane.phase = .saving
      lanes[one.record] = lane
      saving.waitingNext.append(one.record)
      return
    }
    lane.isRepairKept = true
    if lane.isInFlight {
      lane.askedAgain = min(lane.askedAgain ?? live, live)
      lane.nextRepair = number
    } else {
      lane.askForRepair(number)
    }
    let isWaiting = if case .waiting = lane.phase { true } else { false }
    lanes[one.record] = lane
    if isWaiting { makeReady(one.record) }
  }
}

/// A record that is to be told again.
package struct RepairedRecord: Hashable, Sendable {
  package let record: RecordID
  package let kind: RecordKind

  package init(record: RecordID, kind: RecordKind) {
    self.record = record
    self.kind = kind
  }
}

extension Lane {
  /// What is kept of a repair of which no sending has failed: after a start it is tried at once.
  var keptRepair: Exception? {
    guard isRepairKept else { return nil }
    return Exception(
      attempts: 0, firstNumber: unanswered.first ?? 0, lastNumber: unanswered.last ?? 0,
      nextTry: .epoch, reason: "somebody asked to have it told again")
  }

  /// The state is told as a whole, whatever stood before, under an id that was never used.
  mutating func askForRepair(_ number: Int) {
    tellsState = true
    isInDoubt = true
    isByRun = true
    repair = number
  }

  /// The state was told; what was asked for in between is told next.
  mutating func endRepair() {
    repair = 0
    takeNextRepair()
  }

  /// What was asked for in flight counts from the next sending on.
  mutating func takeNextRepair() {
    guard let next = nextRepair else { return }
    nextRepair = nil
    askForRepair(next)
  }
}
