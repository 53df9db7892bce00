import Delivery
import Domain
import Synchronization

/// What other threads leave for a delivery loop.
final class LoopMailbox: Sendable {
  private let mail = Mutex(Mail())
  private let wake: @Sendable () -> Void

  struct Mail: Sendable {
    var hasCommits = false
    var saved: [(endpoints: [EndpointID], isDurable: Bool)] = []
    /// Endpoints whose end was handed to the writer, and whether it is written.
    var ended: [(endpoint: EndpointID, isDurable: Bool)] = []
    var refusedCommands: [EndpointID] = []
    /// Endpoints that are to be sent a checkpoint, and whether with a digest.
    var checkpoints: [EndpointID: Bool] = [:]
    /// Records that endpoints are to be told again.
    var repairs: [(endpoint: EndpointID, records: [RepairedRecord])] = []
    /// What others want to know of endpoints.
    var questions: [Question] = []
    /// Endpoints that are to be told their whole view again.
    var wholes: [EndpointID] = []
    /// Requests of parties for what their endpoints are told next.
    var pulls: [Pull] = []
    var endsPullWaits = false
    var stopWithin: Duration?

    typealias Pull = (request: PullRequest, completion: PullCompletion)
    typealias Question = (
      endpoints: Set<EndpointID>, answer: @Sendable ([EndpointProgress]) -> Void
    )

    var isEmpty: Bool {
      !hasCommits && saved.isEmpty && ended.isEmpty && refusedCommands.isEmpty
        && checkpoints.isEmpty && repairs.isEmpty && questions.isEmpty && wholes.isEmpty
        && pulls.isEmpty
        && !endsPullWaits && stopWithin == nil
    }

    /// Puts later mail behind this.
    mutating func add(_ later: Mail) {
      hasCommits = hasCommits || later.hasCommits
      saved += later.saved
      ended += later.ended
      refusedCommands += later.refusedCommands
      checkpoints.merge(later.checkpoints) { $0 || $1 }
      repairs += later.repairs
      questions += later.questions
      wholes += later.wholes
      pulls += later.pulls
      endsPullWaits = endsPullWaits || later.endsPullWaits
      stopWithin = stopWithin ?? later.stopWithin
    }
  }

  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Leaves something; the loop is woken if it may be asleep.
  func leave(_ change: (inout Mail) -> Void) {
    let wasEmpty = mail.withLock { mail in
      defer { change(&mail) }
      return mail.isEmpty
    }
    if wasEmpty { wake() }
  }

  func take() -> Mail {
    mail.withLock { mail in
      defer { mail = Mail() }
      return mail
    }
  }
}
