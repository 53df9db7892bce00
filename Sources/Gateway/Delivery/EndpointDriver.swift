package import AdapterKit
package import Crypto
package import Delivery
package import Domain
import Storage
package import Views
package import Wire

/// One endpoint at work: its machine, what the machine reads, and its adapter's steps.
///
/// Confined to its loop's thread. It performs nothing: it says what to send and what to save.
package final class EndpointDriver {
  package private(set) var endpoint: Endpoint
  var state: EndpointMachine
  /// What its party was given and has not acknowledged, where it asks itself.
  package internal(set) var outbox: Outbox
  /// How far it is durable that its copy begins anew.
  var beginning = Beginning.kept
  /// What others may read of it.
  package let gauge: DeliveryGauge
  private var shownHold: EndpointMachine.Hold?
  private let adapter: any Adapter
  private let keys: EnterpriseKeys
  let view: PartyView
  let random: any RandomSource
  let enterprise: EnterpriseID
  private var signers: [Int: SignatureKey] = [:]
  /// The keys that sign, for as long as none of them is about to retire.
  private var steadyKeys: [SignatureKey]?
  private var memory = JSON.object([:])
  private var isTerminated = false
  /// The URL that was logged last, and its text.
  var loggedURL: (url: HTTPURL, text: String)?
  /// Which names of request fields are kept out of the log, as far as they were asked for.
  var secretNames: [HTTPFieldName: Bool] = [:]

  /// Lent and not copied: a copy counts dozens of references, and each delivery asks several times.
  package var machine: EndpointMachine {
    _read { yield state }
  }

  /// Takes up what was kept; `startedAt` makes the epoch.
  package init(
    endpoint: Endpoint, adapter: any Adapter, keys: EnterpriseKeys, settings: EndpointSettings,
    view: PartyView, random: any RandomSource, cursor: CursorRow?, startedAt: Timestamp
  ) {
    self.endpoint = endpoint
    self.adapter = adapter
    self.keys = keys
    self.view = view
    self.random = random
    enterprise = settings.enterprise
    var settings = settings
    settings.checkpointDigest = endpoint.checkpointDigest
    settings.parallelRequests = Self.parallelRequests(of: endpoint)
    gauge = DeliveryGauge(
      settled: cursor?.position ?? .start, exceptionLimit: settings.exceptionLimit)
    state = EndpointMachine(
      settings: settings, cursor: cursor, head: view.head, startedAt: startedAt)
    outbox = Outbox(epoch: state.epoch, place: cursor?.pulled ?? .beginning)
  }

  private static func parallelRequests(of endpoint: Endpoint) -> Int {
    endpoint.isPulled ? Outbox.limit : endpoint.transport.parallelRequests
  }

  var isPulled: Bool { endpoint.isPulled }

  /// Whether it is told nothing for its own sake or its party's.
  var isHeldBack: Bool {
    switch machine.isHeld {
    case .suspended, .paused, .disabled: true
    case .until, nil: false
    }
  }

  /// Takes kept exceptions and runs up again; to be called once, before anything else.
  package func resume(
    _ rows: [ExceptionRow], runs: [RunRow], at now: Timestamp
  ) throws {
    state.resume(runs)
    for row in rows { try state.resume(row, now: now, view) }
  }

  /// Takes over the endpoint's record and its party's state as they stand now.
  package func update(_ endpoint: Endpoint, partner: Partner.State?) {
    let isChanged = endpoint != self.endpoint
    if isChanged {
      self.endpoint = endpoint
      steadyKeys = nil
      var settings = machine.settings
      settings.parallelRequests = Self.parallelRequests(of: endpoint)
      settings.checkpointDigest = endpoint.checkpointDigest
      state.update(settings)
    }
    isTerminated = partner == .terminated
    state.isWithdrawing = isTerminated
    // What the far side refused for good stays so until the record says otherwise.
    if case .disabled? = machine.isHeld, !isChanged { return }
    state.set(hold(partner))
  }

  private func hold(_ partner: Partner.State?) -> EndpointMachine.Hold? {
    if case .disabled(let reason) = endpoint.state { return .disabled(reason: reason) }
    if partner == .suspended || partner == .pending { return .suspended }
    // Of a terminated partner's copy what it was told is withdrawn, and nothing else is sent: that
    // is no reason to wait for.
    if endpoint.state == .paused, partner != .terminated { return .paused }
    if case .until = machine.isHeld { return machine.isHeld }
    return nil
  }

  /// No entry from `head` up to `position` concerns the endpoint; passed over if it was planned to
  /// `head`.
  func pass(from head: Position, to position: Position) {
    guard machine.live == head else { return }
    state.skip(to: position)
    if machine.due == 0 { gauge.show(settled: machine.settled(machine.live)) }
  }

  /// Whether everything up to where it is planned is settled.
  var isSettled: Bool { machine.due == 0 && machine.settled(machine.live) == machine.live }

  /// Brings what others read of the endpoint up to date.
  func show() {
    gauge.show(due: machine.due, exceptions: machine.exceptions)
    gauge.show(runs: machine.openRuns.count, records: machine.coveredByRuns)
    // Elsewhere the cursor is found by a walk over the lanes, which is left to the next save.
    if machine.due == 0 { gauge.show(settled: machine.settled(machine.live)) }
    guard machine.isHeld != shownHold else { return }
    shownHold = machine.isHeld
    gauge.show(shownHold)
  }

  /// How far the wall clock is ahead of the times that the driver is given; to be kept up to date.
  package var wallAhead: Duration {
    get { machine.wallAhead }
    set { state.wallAhead = newValue }
  }

  /// What was wrong with records that could not be read since this was last asked.
  func takeDamages() -> [DamagedRecord] { state.takeDamages() }

  package func requestCheckpoint(withDigest: Bool = false) {
    state.requestCheckpoint(withDigest: withDigest)
  }

  package func repair(_ records: [RepairedRecord], at now: Timestamp) {
    state.repair(records, at: now)
  }

  /// Whether a page of a run is to be read, which takes long.
  package var wantsReading: Bool { machine.wantsRun || machine.wantsPage }

  /// Reads one page, so that no endpoint waits for all of another's run.
  package func read() throws {
    if machine.wantsRun { _ = try state.plan(view) } else { try state.readPage(view) }
  }

  /// Plans as far as no page is to be read for it, and gives at most `limit` requests that are to leave
  /// now.
  package func collect(at now: Timestamp, limit: Int) throws -> [Departure] {
    while try state.plan(view, opensRuns: false) {}
    var departures: [Departure] = []
    do {
      while departures.count < limit, let sending = try state.next(at: now, view) {
        if let departure = begin(sending, at: now) { departures.append(departure) }
      }
    } catch  where !departures.isEmpty {
      // What has begun must leave; what could not be read is asked for again in the next turn.
    }
    return departures
  }

  /// Takes what came of a departure; what the adapter wants sent next leaves at once.
  package func settle(
    _ departure: Departure, _ answer: AdapterKit.Answer, at now: Timestamp
  ) -> (outcome: SendingOutcome, next: Departure?) {
    let verdict = verdict(on: departure.sending, at: now, answer)
    return settle(departure.sending, verdict, answer, at: now)
  }

  /// The last look before the first byte stopped it: it is read anew.
  package func withdraw(_ departure: Departure, at now: Timestamp) {
    state.settle(departure.sending.record, .withdrawn, at: now, chance: random.word())
  }

  /// Whether everything is told and nothing is under way.
  package var isAtRest: Bool { machine.isAtRest(at: view.head) }

  /// Why the endpoint is to be disabled by the gateway itself, if it is.
  ///
  /// With its partner's termination it ends: once everything is withdrawn, or at once where the far
  /// side wants nothing any more, so that nothing can be withdrawn.
  package var disablingReason: String? {
    if case .disabled(let reason) = endpoint.state {
      return isTerminated && !Self.endings.contains(reason) ? Self.abandoned : nil
    }
    if case .disabled(let reason)? = machine.isHeld {
      return isTerminated ? Self.abandoned : reason
    }
    if isTerminated, isPulled { return Self.unasked }
    return isTerminated && isAtRest ? Self.withdrawn : nil
  }

  private static let withdrawn = "its partner is terminated and everything is withdrawn"
  private static let abandoned =
    "its partner is terminated, and it had been disabled before: nothing could be withdrawn"
  private static let unasked =
    "its partner is terminated and cannot ask any more: nothing could be withdrawn"
  private static let endings: Set<String> = [withdrawn, abandoned, unasked]

  package func takeChanges() -> DeliveryChanges? {
    var changes = state.takeChanges()
    if changes?.cursors.isEmpty == false {
      changes?.cursors[0].pulled = outbox.place
      if beginning == .asked { beginning = .underWay }
    }
    // Until they are durable the machine asks for none of them.
    if let changes { view.forget(changes.told) }
    if let cursor = changes?.cursors.first {
      gauge.show(settled: machine.settled(cursor.position))
    }
    return changes
  }

  package func saved() {
    state.saved()
    if beginning == .underWay { beginning = .kept }
  }

  package func saveFailed() {
    state.saveFailed()
    if beginning == .underWay { beginning = .asked }
  }

  private func begin(_ sending: Sending, at now: Timestamp) -> Departure? {
    settle(sending, verdict(on: sending, at: now, nil), nil, at: now).next
  }

  private func verdict(
    on sending: Sending, at now: Timestamp, _ answer: AdapterKit.Answer?
  ) -> Verdict {
    guard let url = endpoint.url else {
      return .pause(notBefore: nil, reason: "the endpoint has no URL; its party asks itself")
    }
    return adapter.step(step(sending, to: url, at: now, answer: answer))
  }

  private func settle(
    _ sending: Sending, _ verdict: Verdict, _ answer: AdapterKit.Answer?, at now: Timestamp
  ) -> (outcome: SendingOutcome, next: Departure?) {
    let outcome: SendingOutcome
    switch verdict {
    case .send(let request):
      let startedAt = now + machine.wallAhead
      return (.withdrawn, Departure(sending: sending, request: request, startedAt: startedAt))
    case .done(let remember):
      if let remember { memory = remember }
      outcome = .delivered
    case .retry(let time, let reason):
      if case .failure = answer, time == nil {
        outcome = .unanswered(reason: reason)
      } else {
        outcome = .failed(notBefore: time, reason: reason, held: false)
      }
    case .refuse(let reason): outcome = .failed(notBefore: nil, reason: reason, held: true)
    case .pause(let time, let reason):
      outcome = .endpointFailed(notBefore: time, reason: reason, sent: true)
    case .disable(let reason): outcome = .refusedForGood(reason: reason)
    }
    state.settle(sending.record, outcome, at: now, chance: random.word())
    return (outcome, nil)
  }

  /// Adapters sign with, and read dates by, the wall clock.
  private func step(
    _ sending: Sending, to url: HTTPURL, at time: Timestamp, answer: AdapterKit.Answer?
  ) -> Step {
    let now = time + machine.wallAhead
    let target = Target(
      url: url, settings: endpoint.settings, keys: signatureKeys(at: now))
    return Step(
      events: [sending.event], target: target, memory: memory, nonce: random.block(), now: now,
      answer: answer)
  }

  private func signatureKeys(at now: Timestamp) -> [SignatureKey] {
    if let steadyKeys { return steadyKeys }
    let used = endpoint.secrets.filter { $0.isUsed(at: now) }
    let signing = used.compactMap { slot -> SignatureKey? in
      if let key = signers[slot.number] { return key }
      let bytes = try? EndpointSecret.open(slot, of: endpoint.id, under: keys)
      let key = bytes.flatMap { SignatureKeyText(slot.scheme, bytes: $0).key }
      signers[slot.number] = key
      return key
    }
    if signing.count == used.count, used.allSatisfy({ $0.retiresAt == nil }) {
      steadyKeys = signing
    }
    return signing
  }
}

/// One request on its way to an endpoint.
package struct Departure: Sendable {
  package let sending: Sending
  package let request: HTTPRequest
  package let startedAt: Timestamp
}
