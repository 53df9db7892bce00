import Delivery
import Domain
import Storage

/// What waits for the writer; a value under the writer's lock.
struct WriterQueue {
  private var groups: [[Submission]] = []
  private var deliveries: [DeliveryWrite] = []
  /// Commands that wait; those of the transaction under way are not among them.
  private(set) var waitingCommands = 0
  private var running: Set<RunningKey> = []
  private(set) var isBusy = false
  private var phase = Phase.open
  private let waitingLimit: Int

  private enum Phase {
    case open
    /// No new commands, but those that wait are run, and delivery rows are still taken.
    case draining
    /// What waits is written and then the writer ends.
    case ending
    case ended
  }

  /// An idempotency key whose first request has not been answered.
  struct RunningKey: Hashable, Sendable {
    let enterprise: EnterpriseID
    let key: IdempotencyKey

    init?(_ submission: Submission) {
      guard let repetition = submission.repetition else { return nil }
      enterprise = submission.enterprise
      key = repetition.key
    }
  }

  /// What the writer does next.
  enum Work {
    case write([Submission], [DeliveryWrite])
    case end
  }

  init(waitingLimit: Int) {
    self.waitingLimit = waitingLimit
  }

  /// Queues what can be queued, in order and together; gives back the rest with the reason.
  mutating func add(_ batch: [Submission]) -> [Answer] {
    guard phase == .open else { return batch.map { Answer($0, .failure(.stopping)) } }
    guard waitingCommands + batch.count <= waitingLimit else {
      return batch.map { Answer($0, .failure(.unavailable(Self.tooMuch))) }
    }
    var group: [Submission] = []
    var rejected: [Answer] = []
    for submission in batch {
      if let key = RunningKey(submission), !running.insert(key).inserted {
        rejected.append(Answer(submission, .failure(.stillRunning)))
      } else {
        group.append(submission)
      }
    }
    if !group.isEmpty { groups.append(group) }
    waitingCommands += group.count
    return rejected
  }

  private static let tooMuch = "too many changes wait to be stored; repeat the request later"

  /// Queues delivery rows; false once the writer is ending.
  mutating func add(_ delivery: DeliveryWrite) -> Bool {
    guard phase == .open || phase == .draining else { return false }
    deliveries.append(delivery)
    return true
  }

  /// Takes everything that waits, up to `limit` commands; a group is not divided, and the first one
  /// goes even if it is larger.
  mutating func take(limit: Int) -> Work? {
    guard !groups.isEmpty || !deliveries.isEmpty else { return phase == .ending ? .end : nil }
    var count = 0
    let taken = groups.prefix { group in
      guard count == 0 || count + group.count <= limit else { return false }
      count += group.count
      return true
    }
    let commands = Array(taken.joined())
    groups.removeFirst(taken.count)
    waitingCommands -= count
    isBusy = true
    defer { deliveries = [] }
    return .write(commands, deliveries)
  }

  /// What was taken last is written, in however many transactions, and whoever did not have to wait
  /// longer was told.
  mutating func finish() {
    isBusy = false
  }

  /// Lets the keys of these submissions be used again, right before they are answered.
  mutating func release(_ answers: some Sequence<Answer>) {
    for answer in answers {
      if let key = RunningKey(answer.submission) { running.remove(key) }
    }
  }

  var isDrained: Bool { waitingCommands == 0 && !isBusy }
  var hasEnded: Bool { phase == .ended }

  mutating func drain() {
    if phase == .open { phase = .draining }
  }

  /// Begins the end and gives back the commands that are not run any more.
  mutating func end() -> [Answer] {
    guard phase != .ended else { return [] }
    phase = .ending
    let answers = groups.joined().map { Answer($0, .failure(.stopping)) }
    groups = []
    waitingCommands = 0
    release(answers)
    return answers
  }

  mutating func markEnded() {
    phase = .ended
  }
}

/// Delivery rows on their way into the store.
struct DeliveryWrite: Sendable {
  let changes: DeliveryChanges
  /// Told whether they are durable.
  let completion: @Sendable (Bool) -> Void
}
