import AdapterKit
import Domain
import Wire

/// What is to be told about one record: one request at a time, the present row when its turn comes.
struct Lane: Sendable {
  let kind: RecordKind
  /// The position at which the copy is known to have equalled the view, as far as this lane knows.
  var base: Position
  /// The newest position that asked.
  var cause: Position
  /// Whether the copy may hold something else than the row at `base`.
  var isInDoubt: Bool
  /// What the cursor may not pass while this lane is unsettled; nil once an exception row or the row
  /// of the run that asked stands.
  var floor: Position?
  /// Asked for by a run: then the event says `shared`, whatever stood before.
  var isByRun = false
  /// Asked for by an entry as well: then it goes before what runs alone ask for.
  var isLive = false
  /// The repair number of its state events; 0 unless somebody asked to have it told again.
  var repair = 0
  /// That of a repair that was asked for while it was in flight.
  var nextRepair: Int?
  /// Whether a row is kept of it although no sending has failed, so that a start goes on with it.
  var isRepairKept = false
  var facts: [TimedFact] = []
  /// Whether the state of the record is to be told, beside facts.
  var tellsState: Bool

  var phase = Phase.ready
  /// Set while in flight when something asks anew, with the first position that did.
  var askedAgain: Position?
  var exception: Exception?
  /// The event last sent, whose number a retry of the same event keeps.
  var last: Sent?
  /// Numbers of this epoch that were given to events of the record and settled by no answer.
  var unanswered: [Int64] = []

  enum Phase: Sendable {
    /// Stands in the queue of records that can be sent.
    case ready
    /// Waits for its told row, or the endpoint's epoch, to be durable.
    case saving
    case inFlight(InFlight)
    /// Waits for the time of its next try.
    case waiting(until: Timestamp)
  }

  struct InFlight: Sendable {
    let number: Int64
    /// The head at which the row was read.
    let readAt: Position
    let content: Content
  }

  enum Content: Sendable {
    case fact
    case state
    /// With the told row that it withdraws; `isRekeying` where the record is shown under another id
    /// next.
    case removal(ToldRow, isRekeying: Bool)
  }

  struct Exception: Sendable {
    var attempts: Int
    var firstNumber: Int64
    var lastNumber: Int64
    var nextTry: Timestamp
    var reason: String
  }

  struct Sent: Sendable {
    let id: String
    let number: Int64
    let replaces: [Int64]
  }

  init(kind: RecordKind, base: Position, cause: Position, floor: Position?) {
    self.kind = kind
    self.base = base
    self.cause = cause
    self.floor = floor
    isInDoubt = false
    tellsState = false
  }

  var isInFlight: Bool {
    if case .inFlight = phase { return true }
    return false
  }
}
