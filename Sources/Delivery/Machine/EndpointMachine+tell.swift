package import Domain
import Views
package import Wire

extension EndpointMachine {
  /// Puts a record into its lane, or adds to what its lane is to tell already.
  mutating func tell(_ asked: Asked, _ request: Request, _ view: some ViewReading) throws {
    if let lane = lanes[asked.record] {
      lanes[asked.record] = try merged(lane, asked, request, view)
      wake(asked.record, lane)
      // Out of the queue of a run and before it.
      if !request.isRun, !lane.isLive, case .ready = lane.phase { makeReady(asked.record) }
    } else {
      var lane = Lane(
        kind: asked.kind, base: request.base, cause: request.cause, floor: request.floor)
      lane.isInDoubt = request.isInDoubt
      lane.tellsState = true
      lane.isByRun = request.isRun
      lane.isLive = !request.isRun
      lanes[asked.record] = lane
      makeReady(asked.record)
    }
    if request.isRun { inRun.insert(asked.record) }
  }

  private func merged(
    _ old: Lane, _ asked: Asked, _ request: Request, _ view: some ViewReading
  ) throws -> Lane {
    var lane = old
    lane.isInDoubt = lane.isInDoubt || request.isInDoubt
    lane.isByRun = lane.isByRun || request.isRun
    lane.isLive = lane.isLive || !request.isRun
    lane.cause = max(lane.cause, request.cause)
    if lane.exception == nil {
      lane.floor = [lane.floor, request.floor].compactMap { $0 }.min()
    }
    if lane.isInFlight {
      lane.askedAgain = min(lane.askedAgain ?? request.cause, request.cause)
    }
    // Two bases that disagree: the copy may equal either, so equality with one proves nothing.
    if lane.tellsState, lane.base != request.base, !lane.isInDoubt {
      let mine = try view.row(of: asked.record, asked.kind, at: lane.base)
      let other = try view.row(of: asked.record, asked.kind, at: request.base)
      lane.isInDoubt = mine != other
    }
    lane.base = min(lane.base, request.base)
    lane.tellsState = true
    return lane
  }

  /// A record in trouble whose row changes is tried at once.
  private mutating func wake(_ record: RecordID, _ old: Lane) {
    if case .waiting = old.phase { makeReady(record) }
  }

  /// Puts a fact behind the earlier ones of its record.
  mutating func tell(_ fact: TimedFact) {
    let record = fact.fact.subject
    let floor = fact.position.previous
    var lane =
      lanes[record]
      ?? Lane(kind: fact.fact.subjectKind, base: floor, cause: fact.position, floor: floor)
    let isNew = lanes[record] == nil
    guard
      lane.facts.last.map({ ($0.position, $0.fact.ordinal) < (fact.position, fact.fact.ordinal) })
        ?? true
    else { return }
    lane.facts.append(fact)
    lane.cause = max(lane.cause, fact.position)
    if lane.exception == nil { lane.floor = min(lane.floor ?? floor, floor) }
    let wasLive = lane.isLive
    lane.isLive = true
    lanes[record] = lane
    if isNew || !wasLive, case .ready = lane.phase { makeReady(record) }
  }

  /// Takes a kept exception up again after a start: its record, and the facts that wait behind it.
  package mutating func resume(
    _ row: ExceptionRow, now: Timestamp, _ view: some ViewReading
  ) throws {
    var lane = Lane(kind: row.kind, base: row.base, cause: row.cause, floor: nil)
    lane.isInDoubt = true
    lane.repair = row.repair
    lane.isByRun = row.repair != 0
    lane.tellsState = row.kind.hasRows
    lane.facts = try view.facts(about: row.record, row.kind, after: row.base)
      .filter { $0.position <= live }
    // Written by a clock that was wrong, it must not hold the record longer than any answer can.
    let longest = max(settings.backoff.ceiling, Self.longestWait)
    let nextTry = min(row.nextTry - wallAhead, now + longest)
    // The numbers of an older epoch are void; the row keeps them until a new sending fails.
    lane.exception = Lane.Exception(
      attempts: row.attempts, firstNumber: row.firstNumber, lastNumber: row.lastNumber,
      nextTry: nextTry, reason: row.reason)
    lane.phase = .waiting(until: nextTry)
    lanes[row.record] = lane
    exceptionCount += 1
    timers.add(row.record, due: nextTry)
  }

  /// What one answer can ask for at most.
  private static let longestWait = Duration.seconds(24 * 3600)
}

extension RecordKind {
  /// Whether parties have rows of such records, so that their state is told.
  package var hasRows: Bool { rank != nil }

  /// Shares go up the ranks and removals down; nil where parties have no rows.
  var rank: Int? {
    switch self {
    case .department: 0
    case .contact: 1
    case .link: 2
    case .enterprise, .chain, .group, .partner, .membership, .rule, .endpoint, .key, .stagedChange,
      .agreement:
      nil
    }
  }
}
