import AdapterKit
import Domain
import Views
package import Wire

extension EndpointMachine {
  /// The next event that can leave at `now`, or nil; call again until nil.
  ///
  /// Every sending must be answered by `settle`. Where something must be durable first, the record
  /// waits for `takeChanges` and `saved`.
  package mutating func next(at now: Timestamp, _ view: some ViewReading) throws -> Sending? {
    wakeTimers(at: now)
    guard canSend(at: now) else { return nil }
    while let record = pop() {
      guard let lane = lanes[record], case .ready = lane.phase else { continue }
      do {
        if let sending = try start(record, lane, view) { return sending }
      } catch let damage as DamagedRecord {
        setAside(record, lane, damage, at: now)
      } catch {
        makeReady(record)
        throw error
      }
    }
    return try nextCheckpoint(at: now, view)
  }

  /// The next time at which `next` should be asked again although nothing has happened.
  package func wakeTime(at now: Timestamp) -> Timestamp? {
    if case .until(let time, _) = hold { return time }
    guard hold == nil else { return nil }
    // A checkpoint whose time has come waits for quiet, not for a time.
    let checkpointTime = checkpoint.isDue ? checkpoint.notBefore : nextDailyCheckpoint
    guard let checkpointTime, checkpointTime > now else { return timers.next }
    return timers.next.map { min($0, checkpointTime) } ?? checkpointTime
  }

  private mutating func wakeTimers(at now: Timestamp) {
    while let record = timers.pop(at: now) {
      if case .waiting(let until) = lanes[record]?.phase, until <= now { makeReady(record) }
    }
  }

  private mutating func canSend(at now: Timestamp) -> Bool {
    if case .until(let time, _) = hold, time <= now { hold = nil }
    guard hold == nil, !checkpoint.isInFlight else { return false }
    // After a failure of the whole endpoint one real event probes it.
    return inFlightCount < (failures > 0 ? 1 : settings.parallelRequests)
  }

  /// What entries ask for goes before what runs do, which are never kept from it for good.
  private static let liveShare = 8

  private mutating func pop() -> RecordID? {
    if let record = retries.pop() { return record }
    guard exceptionCount < settings.exceptionLimit else { return nil }
    let isTurnOfRuns = liveTurns >= Self.liveShare
    if !ready.isEmpty, !isTurnOfRuns || runReady.isEmpty {
      liveTurns += 1
      return ready.pop()
    }
    guard isTurnOfRuns || inFlightCount < requestsOfRuns else { return nil }
    liveTurns = 0
    return runReady.pop()
  }

  /// Runs leave one request free, so that what entries ask for need not wait for an answer.
  private var requestsOfRuns: Int { max(1, settings.parallelRequests - 1) }

  /// Sends the first fact of a lane or its present row, or settles the lane if there is nothing to
  /// send, or sets it waiting for what must be durable first.
  private mutating func start(
    _ record: RecordID, _ lane: Lane, _ view: some ViewReading
  ) throws -> Sending? {
    guard saving.isEpochSaved else {
      waitForSaving(record)
      return nil
    }
    var lane = lane
    lane.takeNextRepair()
    if let fact = lane.facts.first {
      return try send(fact, record, lane, view)
    }
    let present = try view.row(of: record, lane.kind, at: view.head)
    let told = try saving.told[record] ?? view.told(record)
    let stands = told?.stands ?? false
    // A run in doubt tells what is there, whatever stood before: then the base is not read.
    let before = lane.isByRun && lane.isInDoubt ? nil : try base(of: record, lane, view)
    guard isTold(present, before: before, stands: stands, lane) else {
      finish(record, lane)
      return nil
    }
    guard let present else {
      guard let told else { return nil }
      return try sendRemoval(told, isRekeying: false, record, lane, view)
    }
    if let told, told.stands, told.idEpoch != (try view.idEpoch) {
      return try sendRemoval(told, isRekeying: true, record, lane, view)
    }
    guard let told, told.stands, told.classes.isSuperset(of: present.classes) else {
      try remember(present, told, view)
      waitForSaving(record)
      return nil
    }
    return try send(present, before: before, record, lane, view)
  }

  /// The row at the lane's base.
  ///
  /// A record in doubt is told without it where it cannot be read any more.
  private func base(
    of record: RecordID, _ lane: Lane, _ view: some ViewReading
  ) throws -> Row? {
    do {
      return try view.row(of: record, lane.kind, at: lane.base)
    } catch is DamagedRecord where lane.isInDoubt {
      return nil
    }
  }

  /// A row is left unsent only if it equals the one at the base and no sending of it is in doubt; a
  /// removal goes only where a told row stands.
  private func isTold(_ present: Row?, before: Row?, stands: Bool, _ lane: Lane) -> Bool {
    guard present != nil else { return stands }
    return present != before || lane.isInDoubt || !lane.unanswered.isEmpty || !stands
  }

  /// A record that cannot be read waits like one that is refused, while the others go on.
  private mutating func setAside(
    _ record: RecordID, _ lane: Lane, _ damage: DamagedRecord, at now: Timestamp
  ) {
    if lane.exception == nil { damages.append(damage) }
    let wait = Wait(notBefore: nil, reason: damage.description)
    except(record, lane, lane.unanswered.last ?? 0, wait, now, 0)
  }

  private mutating func waitForSaving(_ record: RecordID) {
    lanes[record]?.phase = .saving
    saving.waitingNext.append(record)
  }

  private mutating func remember(
    _ row: Row, _ told: ToldRow?, _ view: some ViewReading
  ) throws {
    let epoch = try view.idEpoch
    let standing = told.flatMap { $0.stands ? $0 : nil }
    if let old = saving.told[row.record], !old.stands { saving.withdrawn.append(old) }
    saving.told[row.record] = ToldRow(
      endpoint: settings.endpoint, record: row.record, kind: row.kind,
      classes: (standing?.classes ?? []).union(row.classes),
      first: standing?.first ?? view.head, idEpoch: standing?.idEpoch ?? epoch)
  }

  private mutating func send(
    _ fact: TimedFact, _ record: RecordID, _ lane: Lane, _ view: some ViewReading
  ) throws -> Sending {
    let frame = try view.frame(of: fact)
    let type = fact.fact.type.rawValue
    let id = settings.names.fact(
      type: type, record: frame.subject, position: fact.position, ordinal: fact.fact.ordinal,
      shown: frame.shown)
    let draft = Draft(
      id: id, type: type, position: fact.position, time: fact.time, changed: nil, data: frame.data)
    return launch(draft, record, lane, content: .fact, readAt: view.head)
  }

  private mutating func send(
    _ row: Row, before: Row?, _ record: RecordID, _ lane: Lane, _ view: some ViewReading
  ) throws -> Sending {
    let touched = try view.touched(record, lane.kind)
    // What was called otherwise is another record to the party.
    let comparable = before.flatMap { $0.id == row.id ? $0 : nil }
    let differing = lane.isByRun ? [] : comparable.map { row.changes(since: $0) } ?? []
    // What is told for its doubt alone differs in nothing: the whole record is said once more.
    let changed = differing.isEmpty ? nil : differing
    let type = "\(lane.kind.name).\(changed == nil ? "shared" : "updated")"
    let id = settings.names.state(
      type: type, record: row.id, position: touched.position, changed: changed,
      repair: lane.repair)
    let draft = Draft(
      id: id, type: type, position: touched.position, time: touched.time, changed: changed,
      data: row.canonicalBytes)
    return launch(draft, record, lane, content: .state, ends: touched.ends, readAt: view.head)
  }

  /// Under the id by which it was told.
  private mutating func sendRemoval(
    _ told: ToldRow, isRekeying: Bool, _ record: RecordID, _ lane: Lane, _ view: some ViewReading
  ) throws -> Sending {
    let touched = try view.touched(record, lane.kind)
    let shown = try view.id(of: record, lane.kind, inEpoch: told.idEpoch)
    let type = "\(lane.kind.name).unshared"
    let data: JSON = [
      "contract": .integer(Int64(Row.contractVersion)), "id": .string(shown),
      "kind": .string(lane.kind.name),
    ]
    let id = settings.names.state(
      type: type, record: shown, position: touched.position, changed: nil, repair: lane.repair)
    let draft = Draft(
      id: id, type: type, position: touched.position, time: touched.time, changed: nil,
      data: data.canonicalBytes)
    return launch(
      draft, record, lane, content: .removal(told, isRekeying: isRekeying), ends: touched.ends,
      readAt: view.head)
  }

  /// An event before its number.
  private struct Draft {
    let id: String
    let type: String
    let position: Position
    let time: Timestamp
    let changed: [String]?
    let data: [UInt8]
  }

  /// Numbers an event: a retry of the same event keeps what it was sent under; another one takes the
  /// next number and replaces every unanswered one of its record.
  private mutating func launch(
    _ draft: Draft, _ record: RecordID, _ old: Lane, content: Lane.Content,
    ends: [RecordID] = [], readAt: Position
  ) -> Sending {
    var lane = old
    let sent: Lane.Sent
    if let last = lane.last, last.id == draft.id {
      sent = last
    } else {
      // A fact stands for itself alone: it takes no other event's place.
      let replaces = if case .fact = content { [Int64]() } else { lane.unanswered }
      sent = Lane.Sent(id: draft.id, number: nextNumber, replaces: replaces)
      nextNumber += 1
      lane.unanswered.append(sent.number)
      lane.last = sent
    }
    lane.phase = .inFlight(
      Lane.InFlight(number: sent.number, readAt: readAt, content: content))
    lane.askedAgain = nil
    lanes[record] = lane
    inFlightCount += 1
    return Sending(
      record: record, ends: ends,
      event: Event(
        id: draft.id, type: draft.type, time: draft.time, epoch: epoch, number: sent.number,
        replaces: sent.replaces, at: settings.ids.at(draft.position), changed: draft.changed,
        data: draft.data),
      readAt: readAt)
  }
}
