package import Domain
package import Wire

/// Decides what one endpoint is told next: which record, in which form, when.
///
/// Pure: it is given the time, chance and a way to read the view, and returns what is to be sent and
/// saved; a driver performs that. Promises (design of copies): one request at a time per record, the
/// present row when its turn comes, nothing skipped because something else will visit it, the cursor
/// passes a record in trouble only together with its exception row.
package struct EndpointMachine: Sendable {
  package internal(set) var settings: EndpointSettings
  package let epoch: Int64

  /// Planned through here.
  package internal(set) var live: Position {
    didSet { saving.isCursorStale = saving.isCursorStale || live != oldValue }
  }
  /// What stood at or before the head when the machine was made may have been sent before.
  let doubtThrough: Position
  var lanes: [RecordID: Lane] = [:]
  var ready = ReadyQueue()
  /// Records that runs alone ask for.
  var runReady = ReadyQueue()
  /// How many of the others went since one of them did.
  var liveTurns = 0
  /// Excepted records whose next try has come; they go even where no other record is started.
  var retries = ReadyQueue()
  var timers = DueTimes<RecordID>()
  var nextNumber: Int64 = 1
  var inFlightCount = 0
  var exceptionCount = 0
  /// Records that runs still wait for; when none is left, a checkpoint is due.
  var inRun: Set<RecordID> = []
  /// The runs that have a row, or get one in the next save; a first telling that is through
  /// until the endpoint has heard so.
  var runs: [OpenRun] = []
  /// Whether planning goes on with a run.
  package internal(set) var wantsRun = false
  /// Which of them has read a page last.
  var runTurn = 0

  /// How far the wall clock is ahead of the times that the machine is given, which nobody sets.
  ///
  /// Delays are counted in the latter. Rows, the log and the far side's dates are of the wall clock.
  package var wallAhead = Duration.zero

  var hold: Hold?
  /// While withdrawing for good, nothing but removals goes out.
  package var isWithdrawing = false
  /// Failures in a row that concern the endpoint as a whole.
  var failures = 0
  /// Records whose request was not answered, since an answer was last received; no more than count.
  var silent: Set<RecordID> = []
  /// At this many the endpoint is taken to be down, though it accepts connections.
  static let silenceLimit = 5
  var checkpoint = CheckpointState()
  /// Records that could not be read, which nobody was told of yet.
  var damages: [DamagedRecord] = []
  /// The repair number given last.
  var lastRepair = 0

  var saving = SavingState()

  /// Why nothing is sent at present.
  package enum Hold: Hashable, Sendable {
    /// The far side asked to wait, or could not be reached.
    case until(Timestamp, reason: String)
    case suspended
    case paused
    case disabled(reason: String)
  }

  /// Goes on from what was kept: the cursor row (nil for a new copy) and its exceptions.
  ///
  /// `startedAt` makes the epoch: max(last + 1, Unix seconds). All of the kept exceptions, and every
  /// position from the cursor to `head`, are in doubt.
  package init(
    settings: EndpointSettings, cursor: CursorRow?, head: Position, startedAt: Timestamp
  ) {
    self.settings = settings
    epoch = max((cursor?.epoch ?? 0) + 1, startedAt.wholeSeconds)
    live = cursor?.position ?? .start
    doubtThrough = head
    checkpoint.lastSent = startedAt
  }

  /// Whether nothing is left to do at `head` but to wait.
  package func isAtRest(at head: Position) -> Bool {
    live >= head && lanes.isEmpty && unsettledRuns.isEmpty && inFlightCount == 0 && !wantsSaving
      && !saving.isUnderWay
      && !checkpoint.isInFlight && (!checkpoint.isDue || isWithdrawing)
  }

  package var exceptions: Int { exceptionCount }
  /// Records to be told of that no exception row stands for; while it is 0 the cursor is at `live`.
  package var due: Int { lanes.count - exceptionCount }
  package var inFlight: Int { inFlightCount }
  package var isHeld: Hold? { hold }

  /// The position up to which everything is settled; what the cursor row says when saved next.
  package var cursor: Position {
    lanes.values.reduce(live) { low, lane in min(low, lane.floor ?? low) }
  }

  /// Holds everything, or with nil lets it go on.
  package mutating func set(_ hold: Hold?) {
    self.hold = hold
  }

  /// Takes changed settings over; what waits for a next try is tried at once.
  package mutating func update(_ settings: EndpointSettings) {
    self.settings = settings
    if case .until = hold { hold = nil }
    failures = 0
    silent = []
    for record in lanes.keys.sorted() {
      if case .waiting = lanes[record]?.phase { makeReady(record) }
    }
  }

  /// What was wrong with records that could not be read since this was last asked.
  package mutating func takeDamages() -> [DamagedRecord] {
    defer { damages = [] }
    return damages
  }

  mutating func makeReady(_ record: RecordID) {
    guard let lane = lanes[record] else { return }
    lanes[record]?.phase = .ready
    if lane.exception != nil {
      retries.append(record)
    } else if lane.isLive {
      ready.append(record)
    } else {
      runReady.append(record)
    }
  }
}

extension EndpointMachine {
  /// When a record, or its whole endpoint, is tried next by the wall clock; nil if it is not waiting.
  package func nextTry(of record: RecordID) -> Timestamp? {
    if case .until(let time, _) = hold { return time + wallAhead }
    if case .waiting(let time) = lanes[record]?.phase { return time + wallAhead }
    return nil
  }
}
