import Crypto
import Delivery
import Domain
import Storage
import Synchronization
import Wire

/// The one thread that writes to a store: all that waits goes into one transaction.
final class Writer: Sendable {
  private let store: any Store
  private let settings: Batch.Settings
  private let configuration: GatewayConfiguration
  private let queue: Monitor<WriterQueue>
  private let published: Mutex<PublishedState>
  private let observers = Mutex<[any CommitObserver]>([])
  private let thread = Mutex<Thread?>(nil)
  let recent: RecentEntries
  let takeover = TakeoverGate()
  private let checkpointer: Checkpointer

  init(parts: GatewayParts, state: PublishedState, checkpointer: Checkpointer) {
    store = parts.store
    configuration = parts.configuration
    settings = Batch.Settings(
      clock: parts.clock, random: BufferedRandom(parts.random),
      outcomeLifetime: parts.configuration.outcomeLifetime,
      removalLimit: parts.configuration.removalLimit, notice: parts.notice)
    queue = Monitor(WriterQueue(waitingLimit: parts.configuration.waitingCommands))
    published = Mutex(state)
    recent = RecentEntries(limit: parts.configuration.recentEntries)
    self.checkpointer = checkpointer
  }

  var removalLimit: RemovalLimit { configuration.removalLimit }

  /// What the last commit left.
  var state: PublishedState { published.withLock { $0 } }

  func start() throws {
    let started = try Thread(name: "weir-writer") { self.run() }
    thread.withLock { $0 = started }
  }

  /// Queues commands together and in order; what cannot be queued is told so at once, here.
  func submit(_ batch: [Submission]) {
    for answer in queue.update({ $0.add(batch) }) { answer.tell() }
  }

  func submit(_ delivery: DeliveryWrite) {
    let isQueued = queue.update { $0.add(delivery) }
    if !isQueued { delivery.completion(false) }
  }

  func observe(_ observer: any CommitObserver) {
    observers.withLock { $0.append(observer) }
  }

  /// Takes no more commands and waits until those that waited are answered; false if that took
  /// longer than `limit`.
  func drain(within limit: Duration) -> Bool {
    queue.update { $0.drain() }
    return queue.wait(limit: limit) { $0.isDrained ? true : nil } ?? false
  }

  /// Writes the delivery rows that wait, and ends the thread; false if that took longer than `limit`.
  func end(within limit: Duration) -> Bool {
    for answer in queue.update({ $0.end() }) { answer.tell() }
    guard let running = thread.withLock({ $0 }) else { return true }
    let hasEnded = queue.wait(limit: limit) { $0.hasEnded ? true : nil } ?? false
    takeover.open()
    thread.withLock { $0 = nil }
    guard hasEnded else {
      // It is within a call of the store that does not return; nothing can be done but to leave it.
      running.detach()
      return false
    }
    running.join()
    return true
  }

  // MARK: On the writer's thread

  private func run() {
    var housekeeping = OutcomeHousekeeping()
    while true {
      let work = queue.wait(limit: waitLimit) {
        $0.take(limit: configuration.commandsPerTransaction)
      }
      expireTakeovers()
      switch work {
      case nil: continue
      case .write(let commands, let deliveries):
        write(commands, deliveries, &housekeeping)
        queue.update { $0.finish() }
      case .end:
        queue.update { $0.markEnded() }
        return
      }
    }
  }

  /// How long there is nothing to do even if nobody submits anything.
  private var waitLimit: Duration? {
    takeover.nextDeadline.map { $0 - settings.clock.elapsed() }
  }

  private func expireTakeovers() {
    let barred = takeover.expire(at: settings.clock.elapsed())
    if barred > 0 {
      settings.notice(
        "\(barred) delivery loops have not taken a narrower structure over in time; they send nothing"
          + " until they have; restart the gateway if this lasts")
    }
  }

  private func write(
    _ commands: [Submission], _ deliveries: [DeliveryWrite],
    _ housekeeping: inout OutcomeHousekeeping
  ) {
    let now = settings.clock.elapsed()
    do {
      let (answers, batch) = try store.write { transaction in
        let batch = Batch(base: state, transaction: transaction, settings: settings)
        let answers = try commands.map { try batch.run($0) }
        for delivery in deliveries { try transaction.save(delivery.changes) }
        try dropOutcomes(in: transaction, housekeeping, at: now)
        return (answers, batch)
      }
      housekeeping.committed(keptOutcomes: batch.keptOutcomes, at: now)
      publish(batch)
      tell(answers, deliveries)
      checkpointer.committed(commands: commands.count, deliveries: deliveries.count)
    } catch let error as StoreError where error.code == .conflict && commands.count > 1 {
      writeApart(commands, deliveries, &housekeeping, because: error)
    } catch {
      fail(commands, deliveries, because: error)
    }
  }

  /// Writes again with one transaction for each command, in their order.
  ///
  /// The store has found that something does not fit what it keeps. No decision should come to that,
  /// but if one does, the commands that happen to wait beside it must not fail with it.
  private func writeApart(
    _ commands: [Submission], _ deliveries: [DeliveryWrite],
    _ housekeeping: inout OutcomeHousekeeping, because error: StoreError
  ) {
    settings.notice("\(commands.count) commands are stored one by one, for together: \(error)")
    for command in commands { write([command], [], &housekeeping) }
    if !deliveries.isEmpty { write([], deliveries, &housekeeping) }
  }

  private func dropOutcomes(
    in transaction: any StoreTransaction, _ housekeeping: OutcomeHousekeeping, at now: Duration
  ) throws {
    guard let limit = housekeeping.dropLimit(at: now) else { return }
    let oldest = settings.clock.now() - settings.outcomeLifetime
    try transaction.dropOutcomes(before: oldest, limit: limit)
  }

  private func publish(_ batch: Batch) {
    let changed = batch.edits.values.filter { !$0.entries.isEmpty }
    guard !changed.isEmpty else { return }
    for edit in changed { recent.append(edit.entries, in: edit.id) }
    let next = state.following(changed)
    published.withLock { $0 = next }
    let entries = Dictionary(uniqueKeysWithValues: changed.map { ($0.id, $0.entries) })
    let news = CommitNews(state: next, entries: entries)
    for observer in observers.withLock({ $0 }) { observer.committed(news) }
  }

  private func tell(_ answers: [Answer], _ deliveries: [DeliveryWrite]) {
    let held = answers.filter(\.affectsViews)
    let ready = held.isEmpty ? answers : answers.filter { !$0.affectsViews }
    queue.update { $0.release(ready) }
    for answer in held { hold(answer) }
    for answer in ready { answer.tell() }
    for delivery in deliveries { delivery.completion(true) }
  }

  /// Tells an answer once every loop has taken its position over; its key is busy until then.
  private func hold(_ answer: Answer) {
    guard case .success(let outcome) = answer.result else { return answer.tell() }
    let deadline = settings.clock.elapsed() + configuration.takeoverLimit
    takeover.hold(
      TakeoverGate.Held(
        enterprise: answer.submission.enterprise, position: outcome.position, deadline: deadline
      ) { [queue] in
        queue.update { $0.release([answer]) }
        answer.tell()
      })
  }

  private func fail(
    _ commands: [Submission], _ deliveries: [DeliveryWrite], because error: any Error
  ) {
    settings.notice("a transaction was not stored, and nothing of it was kept: \(error)")
    let failure = SubmissionFailure.unavailable(Self.advice(on: error))
    let answers = commands.map { Answer($0, .failure(failure)) }
    queue.update { $0.release(answers) }
    for answer in answers { answer.tell() }
    for delivery in deliveries { delivery.completion(false) }
  }

  /// What a caller is told; the error itself may name files, which is for the operator only.
  private static func advice(on error: any Error) -> String {
    if let error = error as? StoreError, error.isFull {
      return "the disk that holds the store is full and nothing of the change was kept; free some"
        + " space and repeat the request"
    }
    return "the change could not be stored and nothing of it was kept; repeat the request later"
  }
}
