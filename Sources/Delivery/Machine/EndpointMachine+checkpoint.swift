import Crypto
import AdapterKit
import Domain
import Views
import Wire

extension EndpointMachine {
  /// Asks for a checkpoint as soon as nothing is in flight, with a digest although the endpoint's
  /// setting may not want one.
  package mutating func requestCheckpoint(withDigest: Bool = false) {
    checkpoint.isDue = true
    checkpoint.asksDigest = checkpoint.asksDigest || withDigest
    checkpoint.notBefore = nil
  }

  var nextDailyCheckpoint: Timestamp? {
    checkpoint.hasNews ? checkpoint.lastSent + CheckpointState.period : nil
  }

  /// A checkpoint, if one is due and the copy is where the head is but for excepted records.
  mutating func nextCheckpoint(at now: Timestamp, _ view: some ViewReading) throws -> Sending? {
    if let daily = nextDailyCheckpoint, daily <= now { checkpoint.isDue = true }
    guard checkpoint.isDue, !isWithdrawing, checkpoint.notBefore.map({ $0 <= now }) ?? true,
      isQuiet(at: view.head)
    else { return nil }
    guard saving.isEpochSaved else {
      saving.isEpochAwaited = true
      return nil
    }
    checkpoint.sendsDigest = checkpoint.sendsDigest || checkpoint.asksDigest
    checkpoint.asksDigest = false
    let event = try checkpointEvent(at: now, view)
    checkpoint.last = event
    checkpoint.isInFlight = true
    checkpoint.isDue = false
    return Sending(record: settings.endpoint.record, event: event, readAt: view.head)
  }

  /// The unanswered checkpoint once more if it still says the truth, else one that replaces it.
  private mutating func checkpointEvent(
    at now: Timestamp, _ view: some ViewReading
  ) throws -> Event {
    let type = hasToldView ? "view.in_sync" : "stream.checkpoint"
    if let last = checkpoint.last, last.number == nextNumber - 1, last.type == type,
      try checkpointData(through: last.number - 1, view) == last.data
    {
      return last
    }
    let number = nextNumber
    let data = try checkpointData(through: number - 1, view)
    let replaces = checkpoint.unanswered
    nextNumber += 1
    checkpoint.unanswered.append(number)
    return Event(
      id: settings.names.checkpoint(epoch: epoch, number: number), type: type,
      time: now + wallAhead, epoch: epoch, number: number, replaces: replaces,
      at: settings.ids.at(view.head), changed: nil, data: data)
  }

  /// Nothing is in flight, and every lane left is a record in trouble waiting for its next try.
  private func isQuiet(at head: Position) -> Bool {
    guard live >= head, unsettledRuns.isEmpty, inFlightCount == 0, !checkpoint.isInFlight else {
      return false
    }
    return lanes.values.allSatisfy { lane in
      if case .waiting = lane.phase { true } else { false }
    }
  }

  /// Count and, where it is wanted, digest of the view without the excepted records, which are
  /// named: whatever number up to `through` is open belongs to one of them, be it a fact's.
  private func checkpointData(through: Int64, _ view: some ViewReading) throws -> [UInt8] {
    var sum = ViewSum()
    try view.forEachRow { row in
      if lanes[row.record] == nil { sum.add(row.digest) }
    }
    let excepted = try Set(lanes.flatMap { try ids(of: $0, $1.kind, view) })
    var data: JSONObject = [
      "contract": .integer(Int64(Row.contractVersion)), "through": .integer(through),
      "count": .integer(Int64(sum.count)),
      "excepted": .array(excepted.sorted().map { .string($0) }),
    ]
    if settings.checkpointDigest || checkpoint.sendsDigest {
      data["digest"] = .string(Hex.encode(sum.sum.bytes))
    }
    return JSON.object(data).canonicalBytes
  }

  /// What the party may call a record: as it was told, and as it is called now.
  private func ids(
    of record: RecordID, _ kind: RecordKind, _ view: some ViewReading
  ) throws -> [String] {
    let told = [try saving.told[record] ?? view.told(record)]
      .compactMap { $0 }.filter(\.stands).map(\.idEpoch)
    return try (told + [view.idEpoch]).map { try view.id(of: record, kind, inEpoch: $0) }
  }

  mutating func settleCheckpoint(
    _ outcome: SendingOutcome, at now: Timestamp, chance: UInt64
  ) {
    guard checkpoint.isInFlight else { return }
    checkpoint.isInFlight = false
    switch outcome {
    case .delivered:
      failures = 0
      silent = []
      closeRuns(isAcknowledged: true)
      // What was asked for meanwhile stays asked for.
      let asked = checkpoint
      checkpoint = CheckpointState()
      checkpoint.isDue = asked.isDue
      checkpoint.asksDigest = asked.asksDigest
      checkpoint.lastSent = now
      return
    case .failed(let notBefore, let reason, _):
      delayCheckpoint(wait(notBefore, reason), now, chance)
    case .unanswered(let reason):
      delayCheckpoint(wait(nil, reason), now, chance)
    case .endpointFailed(let notBefore, let reason, _):
      waitWhole(wait(notBefore, reason), now, chance)
    case .withdrawn: break
    case .refusedForGood(let reason): hold = .disabled(reason: reason)
    }
    checkpoint.isDue = true
  }

  private mutating func delayCheckpoint(_ wait: Wait, _ now: Timestamp, _ chance: UInt64) {
    checkpoint.attempts += 1
    let delay = settings.backoff.delay(after: checkpoint.attempts, chance: chance)
    checkpoint.notBefore = max(now + delay, wait.notBefore ?? now)
  }
}
