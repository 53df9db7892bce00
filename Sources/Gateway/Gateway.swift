package import Delivery
package import Domain
import Storage
import Synchronization

/// Everything that runs behind the API: it carries commands out, answers reads and keeps delivery
/// going; made once by the composition root.
package final class Gateway: Sendable {
  package let parts: GatewayParts
  private let writer: Writer
  private let checkpointer: Checkpointer
  let due: DueSettler
  let comparer: ViewComparer
  let counting = ReadingThread(name: "weir-count")
  private let topologies = TopologyHistory()
  /// How delivery to each endpoint stands, as the delivery loops show it.
  package let gauges = DeliveryGauges()
  private let hosts = Mutex<[any DeliveryHost]>([])
  private let phase = Mutex(Phase.made)

  private enum Phase {
    case made
    case running
    case stopped
  }

  /// Opens every enterprise that the store keeps; throws where the master key opens one of them not,
  /// or the store cannot be read.
  package init(_ parts: GatewayParts) throws {
    self.parts = parts
    let reader = try parts.store.makeReader()
    try reader.refresh()
    let state = try StateLoader(
      reader: reader, masterKey: parts.masterKey, removalLimit: parts.configuration.removalLimit
    ).load()
    checkpointer = Checkpointer(
      store: parts.store,
      limits: Checkpointer.Limits(
        transactions: parts.configuration.checkpointTransactions,
        bytes: parts.configuration.checkpointBytes),
      notice: parts.notice)
    writer = Writer(parts: parts, state: state, checkpointer: checkpointer)
    due = DueSettler(writer: writer, clock: parts.clock, notice: parts.notice)
    comparer = ViewComparer(clock: parts.clock, notice: parts.notice)
  }

  /// Adds what sends to endpoints; before `start`.
  package func add(_ host: any DeliveryHost) {
    hosts.withLock { $0.append(host) }
  }

  /// Starts the writer and the checkpointer, settles what is due, and starts the delivery hosts in the
  /// order they were added; once.
  ///
  /// From here on it must be stopped, for its threads hold on to it. When it throws, it has stopped.
  package func start() throws {
    var started: [any DeliveryHost] = []
    do {
      try writer.start()
      try checkpointer.start()
      // Before anything is planned by rules that are over.
      try due.start()
      for host in hosts.withLock({ $0 }) {
        try host.start(in: self)
        started.append(host)
      }
      try comparer.start(in: self)
      try counting.start { try self.makeSession() }
      phase.withLock { $0 = .running }
    } catch {
      end(started, within: .seconds(1))
      throw error
    }
  }

  /// Whether commands and reads are taken.
  package var isReady: Bool { phase.withLock { $0 == .running } }

  /// Carries a command out; from any thread, never blocks.
  package func submit(_ submission: Submission) {
    writer.submit([submission])
  }

  /// Carries commands out in their order, within one transaction as far as they fit into one.
  ///
  /// Each is accepted or refused for itself. What cannot even be queued (stopping, a key still
  /// running, too much waiting) is told before this returns, on the calling thread.
  package func submit(_ batch: [Submission]) {
    writer.submit(batch)
  }

  /// Keeps delivery rows in the next transaction, after its commands; `completion` is told on the
  /// writer's thread whether they are durable.
  ///
  /// After a false nothing of them was kept and the caller repeats them later.
  package func submit(
    delivery changes: DeliveryChanges, completion: @escaping @Sendable (Bool) -> Void
  ) {
    writer.submit(DeliveryWrite(changes: changes, completion: completion))
  }

  /// Has an endpoint told how far its copy has come, as soon as nothing else is in flight there; from
  /// any thread.
  ///
  /// It is no command: nothing of it is kept, and a stop forgets it.
  package func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {
    for host in hosts.withLock({ $0 }) {
      host.requestCheckpoint(of: endpoint, withDigest: withDigest)
    }
  }

  /// Tells `observer` of every commit from now on.
  package func observe(_ observer: any CommitObserver) {
    writer.observe(observer)
  }

  /// Begins to wait for one more delivery loop before narrowing commands are answered.
  package func registerLoop() -> LoopRegistration {
    writer.takeover.register()
  }

  /// What the last commit left.
  package var state: PublishedState { writer.state }

  /// The entries after `position` up to at least the head of `state`, without reading the store; nil
  /// where they are no longer in memory, and then `ReadSession.replay` reads them.
  package func committed(
    after position: Position, in enterprise: EnterpriseID
  ) -> [CommittedEntry]? {
    let head = state.enterprises[enterprise]?.head.position ?? .start
    return writer.recent.entries(after: position, head: head, in: enterprise)
  }

  /// Reads for the use of one thread.
  package func makeSession() throws -> ReadSession {
    let reader = try parts.store.makeReader()
    let session = ReadSession(
      writer: writer, reader: reader, topologies: topologies, attemptLog: parts.attemptLog,
      gauges: gauges)
    try session.refresh()
    return session
  }

  /// Takes no more commands, carries out those that wait, stops delivery, and ends its threads.
  ///
  /// Each of the three gets `limit`; commands that still wait then are answered `stopping`. The
  /// store stays open: whoever opened it closes it.
  package func stop(within limit: Duration) {
    let wasRunning = phase.withLock { phase in
      defer { phase = .stopped }
      return phase == .running
    }
    guard wasRunning else { return }
    due.stop()
    if !writer.drain(within: limit) {
      parts.notice("commands were still waiting when the gateway stopped; they were refused")
    }
    end(hosts.withLock { $0 }, within: limit)
  }

  /// What sends to endpoints.
  var deliveryHosts: [any DeliveryHost] { hosts.withLock { $0 } }

  private func end(_ hosts: [any DeliveryHost], within limit: Duration) {
    comparer.stop()
    counting.stop()
    due.stop()
    for host in hosts.reversed() { host.stop(within: limit) }
    if !writer.end(within: limit) {
      parts.notice("the store did not finish a transaction before the gateway stopped")
    }
    checkpointer.stop()
  }
}
