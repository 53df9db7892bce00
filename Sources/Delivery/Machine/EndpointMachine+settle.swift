package import Domain
package import Wire

extension EndpointMachine {
  /// Takes what became of a sending; `chance` is any 64 random bits for the next try's jitter.
  package mutating func settle(
    _ record: RecordID, _ outcome: SendingOutcome, at now: Timestamp, chance: UInt64
  ) {
    guard record != settings.endpoint.record else {
      settleCheckpoint(outcome, at: now, chance: chance)
      return
    }
    guard let lane = lanes[record], case .inFlight(let flight) = lane.phase else { return }
    inFlightCount -= 1
    switch outcome {
    case .delivered:
      failures = 0
      silent = []
      checkpoint.hasNews = true
      delivered(record, lane, flight)
    case .failed(let notBefore, let reason, _):
      failures = 0
      silent = []
      except(record, lane, flight.number, wait(notBefore, reason), now, chance)
    case .unanswered(let reason):
      unanswered(record, lane, flight.number, reason, now, chance)
    case .endpointFailed(let notBefore, let reason, let sent):
      waitWhole(wait(notBefore, reason), now, chance)
      lanes[record]?.isInDoubt = lane.isInDoubt || sent
      makeReady(record)
    case .withdrawn:
      makeReady(record)
    case .refusedForGood(let reason):
      hold = .disabled(reason: reason)
      lanes[record]?.isInDoubt = true
      makeReady(record)
    }
  }

  /// What a failure says about when to try again.
  struct Wait {
    let notBefore: Timestamp?
    let reason: String
  }

  /// `notBefore` is of the wall clock: it is read once and becomes a delay.
  func wait(_ notBefore: Timestamp?, _ reason: String) -> Wait {
    Wait(notBefore: notBefore.map { $0 - wallAhead }, reason: reason)
  }

  /// A few records in a row wait each for itself; more of them, and the endpoint waits as one, with
  /// no row for each: the cursor stays before them, so that they are told again after a restart too.
  private mutating func unanswered(
    _ record: RecordID, _ lane: Lane, _ number: Int64, _ reason: String, _ now: Timestamp,
    _ chance: UInt64
  ) {
    if silent.count < Self.silenceLimit { silent.insert(record) }
    guard silent.count >= Self.silenceLimit else {
      failures = 0
      return except(record, lane, number, wait(nil, reason), now, chance)
    }
    waitWhole(wait(nil, "several requests in a row were not answered: \(reason)"), now, chance)
    lanes[record]?.isInDoubt = true
    makeReady(record)
  }

  private mutating func delivered(_ record: RecordID, _ old: Lane, _ flight: Lane.InFlight) {
    var lane = old
    // Withdrawn under one id and still to be shown under the next.
    var isUnshared = false
    switch flight.content {
    case .fact:
      let fact = lane.facts.removeFirst()
      if !lane.tellsState { lane.base = max(lane.base, fact.position) }
      // Its number is settled; those of state events of the record are not.
      lane.unanswered.removeAll { $0 == flight.number }
      lane.last = nil
      goOn(record, lane, settledThrough: nil, hasMore: lane.tellsState || !lane.facts.isEmpty)
      return
    case .removal(var told, let isRekeying):
      told.withdrawnAt = flight.readAt
      saving.told[record] = told
      isUnshared = isRekeying
    case .state: break
    }
    lane.base = flight.readAt
    lane.isInDoubt = isUnshared
    lane.endRepair()
    lane.unanswered = []
    lane.last = nil
    goOn(
      record, lane, settledThrough: isUnshared ? nil : flight.readAt,
      hasMore: isUnshared || lane.askedAgain != nil || !lane.facts.isEmpty)
  }

  /// Settles a lane or lets it go on; the state is settled up to where the acknowledged row was read,
  /// which holds the cursor there, wherever the entry stands that asked again.
  private mutating func goOn(
    _ record: RecordID, _ old: Lane, settledThrough: Position?, hasMore: Bool
  ) {
    var lane = old
    guard hasMore else {
      finish(record, lane)
      return
    }
    if lane.exception == nil {
      // What is told by a run with a row holds the run and not the cursor.
      let settled = [settledThrough, lane.floor].compactMap { $0 }.max()
      let state = lane.tellsState && lane.floor != nil ? settled : nil
      lane.floor = [state, lane.facts.first?.position.previous].compactMap { $0 }.min()
      saving.isCursorStale = true
    }
    lane.askedAgain = nil
    lanes[record] = lane
    makeReady(record)
  }

  /// The record is settled: nothing is to be told of it any more.
  mutating func finish(_ record: RecordID, _ lane: Lane) {
    if lane.exception != nil { exceptionCount -= 1 }
    if lane.exception != nil || lane.isRepairKept { saving.exceptions.insert(record) }
    if lane.floor != nil { saving.isCursorStale = true }
    lanes[record] = nil
    leaveRun(record)
  }

  /// Writes the record down as one in trouble, so that the cursor can pass it.
  mutating func except(
    _ record: RecordID, _ old: Lane, _ number: Int64, _ wait: Wait, _ now: Timestamp,
    _ chance: UInt64
  ) {
    var lane = old
    let attempts = (lane.exception?.attempts ?? 0) + 1
    let delay = settings.backoff.delay(after: attempts, chance: chance)
    let nextTry = max(now + delay, wait.notBefore ?? now)
    if lane.exception == nil { exceptionCount += 1 }
    lane.exception = Lane.Exception(
      attempts: attempts, firstNumber: lane.unanswered.first ?? number,
      lastNumber: number, nextTry: nextTry, reason: wait.reason)
    lane.isInDoubt = true
    lane.floor = nil
    saving.isCursorStale = true
    saving.exceptions.insert(record)
    // What was asked for while it was in flight is tried at once: it is another state.
    if lane.askedAgain != nil {
      lane.askedAgain = nil
      lanes[record] = lane
      makeReady(record)
    } else {
      lane.phase = .waiting(until: nextTry)
      lanes[record] = lane
      timers.add(record, due: nextTry)
    }
    leaveRun(record)
  }

  /// The whole endpoint waits.
  ///
  /// What was in flight beside the first failure fails with it: one outage counts once.
  mutating func waitWhole(_ wait: Wait, _ now: Timestamp, _ chance: UInt64) {
    if case .until(let earlier, let reason) = hold, earlier > now {
      hold = .until(max(earlier, wait.notBefore ?? earlier), reason: reason)
      return
    }
    failures += 1
    let delay = settings.backoff.delay(after: failures, chance: chance)
    let until = max(now + delay, wait.notBefore ?? now)
    switch hold {
    case .suspended, .paused, .disabled: break
    case .until(let earlier, _): hold = .until(max(earlier, until), reason: wait.reason)
    case nil: hold = .until(until, reason: wait.reason)
    }
  }
}
