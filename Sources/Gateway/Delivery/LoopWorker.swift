import AdapterKit
import Crypto
import Delivery
import Domain
import HTTPClient
import Storage
import Views
import Wire

/// A delivery loop on its own thread: it follows the journals, lets drivers decide, performs what
/// they ask, and hands answers back.
final class LoopWorker {
  let gateway: Gateway
  let configuration: DeliveryConfiguration
  let share: DeliveryLoop.Share
  let recorder: AttemptRecorder
  let mailbox: LoopMailbox
  let registration: LoopRegistration
  let client: HTTPClient
  let session: ReadSession
  private let time: RunTime

  var journals: [EnterpriseID: FollowedJournal] = [:]
  var drivers: [EndpointID: EndpointDriver] = [:]
  /// The endpoints of each party, so that an entry wakes those of the concerned only.
  var endpointsOf: [Viewer: Set<EndpointID>] = [:]
  /// Endpoints that may have something to send, in the order in which they get their turn.
  var turns = Turns()
  /// Those for which a page of a run is to be read.
  var readers = Turns()
  /// Those that may not be planned up to their journal's head; what the others have not planned
  /// concerns nobody at them.
  var lagging: Set<EndpointID> = []
  /// How far the journals are followed, for whoever watches.
  var followed: [EnterpriseID: FollowedPosition] = [:]
  var unsaved: Set<EndpointID> = []
  var wakeTimes = WakeTimes()
  var departures: [UInt64: Flight] = [:]
  /// What is held against the requests in flight, where there were any.
  var looks: [EnterpriseID: LastLook] = [:]
  /// Shared by all journals, so that its size is the loop's and not each enterprise's.
  let contacts = KnownContacts()
  let toldRows = KnownToldRows()
  let random: RandomReserve
  /// Of the unsaved ones, those whose sending waits for it.
  var urgent: Set<EndpointID> = []
  private var lastLog = Duration.zero
  var nextToken: UInt64 = 0
  var attempts: [AttemptRow] = []
  var mayLog = true
  var lastCursorSave: Duration = .zero
  var disabling: Set<EndpointID> = []
  var holdsSnapshot = true
  /// Before these, counted from the start of the process, the store is not asked again.
  var retryReadAt = Duration.zero
  var retrySaveAt = Duration.zero
  var lastFullSave = Duration.zero
  /// Endpoints that could not be taken up: what was kept of them must not be begun anew.
  var unstarted: Set<EndpointID> = []
  /// What is to be written of endpoints that are gone, until it is; and which of it is to be handed
  /// to the writer.
  var endings: [EndpointID: DeliveryChanges] = [:]
  var unsubmitted: Set<EndpointID> = []
  /// Requests of parties that wait, by endpoint and in their order, and how many there are.
  var pulls: [EndpointID: [WaitingPull]] = [:]
  var waitingPulls = 0
  var isEndingWaits = false
  var isFinishing = false
  /// What was left by others and could not be taken yet.
  var waiting = LoopMailbox.Mail()

  /// A party of one enterprise.
  struct Viewer: Hashable {
    let enterprise: EnterpriseID
    let party: Party
  }

  /// A request that the client holds; an object, for it is looked up several times on its way.
  final class Flight {
    let endpoint: EndpointID
    let viewer: Viewer
    let departure: Departure

    init(endpoint: EndpointID, viewer: Viewer, departure: Departure) {
      self.endpoint = endpoint
      self.viewer = viewer
      self.departure = departure
    }
  }

  init(
    gateway: Gateway, configuration: DeliveryConfiguration, share: DeliveryLoop.Share,
    recorder: AttemptRecorder, mailbox: LoopMailbox, registration: LoopRegistration
  ) throws {
    self.gateway = gateway
    self.configuration = configuration
    self.share = share
    self.recorder = recorder
    self.mailbox = mailbox
    self.registration = registration
    random = RandomReserve(gateway.parts.random)
    session = try gateway.makeSession()
    time = RunTime(gateway.parts.clock)
    var clientConfiguration = ClientConfiguration(
      egressPolicy: configuration.egress, userAgent: configuration.userAgent)
    clientConfiguration.certificateFile = configuration.certificateFile
    client = try HTTPClient(configuration: clientConfiguration)
  }

  var waker: Waker { client.waker }
  /// Begins at the wall clock's time and goes on by the monotonic one.
  var now: Timestamp { time.now }
  var elapsed: Duration { gateway.parts.clock.elapsed() }

  /// How long a store that failed is left alone.
  static let storeRetry = Duration.seconds(1)

  /// Runs until told to stop, and then at most so long that what is in flight can end.
  func run() throws {
    client.lastLook = { [unowned self] token in mayLeave(token) }
    try begin()
    while true {
      let mail = mailbox.take()
      if let limit = mail.stopWithin {
        take(mail)
        return finish(within: limit)
      }
      take(mail)
      drive()
      save(isStopping: false)
      log(isStopping: false)
      let limit = pause()
      if limit > .zero { release() }
      for completion in client.run(upTo: limit) { settle(completion) }
    }
  }

  /// A loop that waits must not pin a snapshot of the store, which could then not be checkpointed.
  private func release() {
    guard holdsSnapshot, client.inFlight == 0 else { return }
    // A reader that cannot let go is made anew by the next refresh, or says so there.
    try? session.release()
    holdsSnapshot = false
  }

  /// To be called before anything is read.
  ///
  /// What is read is of positions that the journals have reached, so that a newer snapshot shows
  /// nothing else.
  func hold() throws {
    guard !holdsSnapshot else { return }
    try session.refresh()
    holdsSnapshot = true
  }

  /// How long there is nothing to do but to wait for the network or other threads.
  private func pause() -> Duration {
    guard turns.isEmpty && readers.isEmpty || !canSend else { return .zero }
    var limit = Duration.seconds(1)
    if let next = wakeTimes.next { limit = min(limit, max(.zero, next - now)) }
    if !unsaved.isEmpty || !unsubmitted.isEmpty { limit = min(limit, configuration.cursorPeriod) }
    if !attempts.isEmpty { limit = min(limit, Self.logPeriod) }
    return limit
  }

  /// Nothing leaves while callers were told of a narrowing that this loop has not taken over, or
  /// while too many answers are unsaved.
  var canSend: Bool { mayLog && !registration.isBarred }

  /// Takes what others left; what needs the store waits while it cannot be read.
  private func take(_ mail: LoopMailbox.Mail) {
    waiting.add(mail)
    for id in wakeTimes.take(at: now) { turns.add(id) }
    guard elapsed >= retryReadAt else { return }
    do {
      try read()
    } catch {
      retryReadAt = elapsed + Self.storeRetry
      gateway.parts.notice("the store could not be read: \(error); delivery waits and tries again")
      return
    }
    for (endpoints, isDurable) in waiting.saved {
      for id in endpoints { saved(id, isDurable) }
    }
    for (id, isDurable) in waiting.ended { ended(id, isDurable) }
    for id in waiting.refusedCommands { disabling.remove(id) }
    for (id, withDigest) in waiting.checkpoints {
      bringUp(id)
      drivers[id]?.requestCheckpoint(withDigest: withDigest)
      turns.add(id)
    }
    for (id, records) in waiting.repairs {
      bringUp(id)
      drivers[id]?.repair(records, at: now)
      turns.add(id)
    }
    for id in waiting.wholes { tellWhole(id) }
    if waiting.endsPullWaits { endPullWaits() }
    for pull in waiting.pulls { admit(pull) }
    answer(waiting.questions)
    waiting = LoopMailbox.Mail()
  }

  /// What was saved is read back, and what was committed is followed, through a new snapshot.
  private func read() throws {
    // An endpoint that was made a moment ago is asked of at once.
    let isAskedOfNew = waiting.pulls.contains { drivers[$0.request.endpoint] == nil }
    if isAskedOfNew { waiting.hasCommits = true }
    guard waiting.hasCommits || !waiting.saved.isEmpty else { return }
    try session.refresh()
    holdsSnapshot = true
    if waiting.hasCommits { try follow() }
    waiting.hasCommits = false
  }

  private func saved(_ id: EndpointID, _ isDurable: Bool) {
    guard let driver = drivers[id] else { return }
    if isDurable {
      driver.saved()
    } else {
      driver.saveFailed()
      unsaved.insert(id)
      urgent.insert(id)
      retrySaveAt = elapsed + Self.storeRetry
    }
    turns.add(id)
  }

  // MARK: Sending

  /// Gives every endpoint whose turn it is a bounded share, so that none waits for another's backlog.
  ///
  /// Then pages of runs are read for a bounded time: what was read before is saved and sent before
  /// more is read, whoever it is for.
  private func drive() {
    guard canSend else { return expirePulls() }
    for id in turns.takeAll() {
      drive(id) { driver in
        if driver.isPulled { try serve(driver, id) } else { try send(driver, id) }
      }
    }
    let end = elapsed + Self.readingTime
    while elapsed < end, let id = readers.next() {
      drive(id) { try $0.read() }
      turns.add(id)
    }
  }

  private static let readingTime = Duration.milliseconds(10)

  private func drive(_ id: EndpointID, _ work: (EndpointDriver) throws -> Void) {
    guard let driver = drivers[id] else { return }
    guard !awaitsNarrowing(of: driver.enterprise) else {
      if driver.isPulled { expire(driver, id) }
      return wakeTimes.note(id, now + Self.narrowingPause)
    }
    do {
      try hold()
      driver.wallAhead = time.wallAhead
      bringUp(id)
      try work(driver)
      if let journal = journals[driver.enterprise], driver.machine.live >= journal.head {
        lagging.remove(id)
      }
      if !driver.isPulled, driver.wantsReading { readers.add(id) }
    } catch {
      gateway.parts.notice("an endpoint's view could not be read: \(error); it is tried again")
      wakeTimes.note(id, now + .seconds(1))
    }
    for damage in driver.takeDamages() {
      gateway.parts.notice("a record waits and is not told to an endpoint: \(damage)")
    }
    look(at: driver, id)
  }

  private func send(_ driver: EndpointDriver, _ id: EndpointID) throws {
    let departing = try driver.collect(at: now, limit: Self.shareOfTurn)
    for departure in departing { start(departure, of: driver) }
    if departing.count == Self.shareOfTurn { turns.add(id) }
  }

  private static let shareOfTurn = 32

  /// Notes what a driver needs besides sending.
  func look(at driver: EndpointDriver, _ id: EndpointID) {
    driver.show()
    let isUpToDate = !lagging.contains(id) && driver.isSettled
    driver.gauge.follow(isUpToDate ? followed[driver.enterprise] : nil)
    if driver.machine.wantsSaving { unsaved.insert(id) }
    if driver.needsSaving { urgent.insert(id) }
    if let time = wakeTime(of: driver, id) { wakeTimes.note(id, time) }
    if let reason = driver.disablingReason { disable(driver.endpoint, reason: reason) }
  }

  private func start(_ departure: Departure, of driver: EndpointDriver) {
    nextToken += 1
    let flight = Flight(
      endpoint: driver.endpoint.id,
      viewer: Viewer(enterprise: driver.enterprise, party: driver.endpoint.party),
      departure: departure)
    departures[nextToken] = flight
    watch(flight)
    let transport = driver.endpoint.transport
    client.start(
      OutgoingRequest(
        token: nextToken, method: departure.request.method, url: departure.request.url,
        fields: departure.request.fields, body: departure.request.body,
        connectTimeLimit: .seconds(transport.connectSeconds),
        totalTimeLimit: .seconds(transport.totalSeconds),
        version: transport.version == .http2 ? .http2 : .http1,
        connections: transport.parallelRequests))
  }

  private func settle(_ completion: Completion) {
    guard let flight = departures.removeValue(forKey: completion.token) else { return }
    unwatch(flight)
    guard let driver = drivers[flight.endpoint] else { return }
    driver.wallAhead = time.wallAhead
    defer {
      turns.add(flight.endpoint)
      // Its turn looks at it too, and comes before anything is saved.
      if !canSend { look(at: driver, flight.endpoint) }
    }
    guard let answer = Self.answer(completion) else {
      driver.withdraw(flight.departure, at: now)
      return
    }
    let (outcome, next) = driver.settle(flight.departure, answer, at: now)
    attempts.append(
      driver.attempt(of: flight.departure, answer, outcome, duration: completion.duration))
    if let next { start(next, of: driver) }
  }

  /// Nil where the last look stopped the request before its first byte.
  private static func answer(_ completion: Completion) -> AdapterKit.Answer? {
    switch completion.outcome {
    case .response(let response):
      guard let status = HTTPStatus(response.status) else {
        return .failure(reason: "the status \(response.status) is none", sent: true)
      }
      return .response(HTTPResponse(status, fields: response.fields, body: response.body))
    case .failure(let failure):
      if case .withdrawn = failure.kind { return nil }
      if case .egressRefused(let address) = failure.kind {
        let reason =
          "\(address) is not an address that this gateway may reach; if it is to, start it with"
          + " --allow-egress and the address or its network"
        return .failure(reason: reason, sent: false)
      }
      return .failure(reason: failure.message, sent: completion.sentFirstByte)
    }
  }

  /// How many attempts go to the log together, and how long the first of them waits for that.
  private static let logBatch = 256
  private static let logPeriod = Duration.milliseconds(10)

  /// Hands attempts to the log in batches; at once where nothing else is to come.
  private func log(isStopping: Bool) {
    guard !attempts.isEmpty || !mayLog else { return }
    let isDue =
      isStopping || !mayLog || attempts.count >= Self.logBatch || client.inFlight == 0
      || elapsed - lastLog >= Self.logPeriod
    guard isDue else { return }
    lastLog = elapsed
    mayLog = recorder.record(attempts)
    attempts = []
  }

  // MARK: Stopping

  /// Lets what is in flight end within `limit`, saves every cursor where it stands, and is done.
  private func finish(within limit: Duration) {
    let deadline = elapsed + limit
    isFinishing = true
    for id in pulls.keys { fail(id, .stopping) }
    while client.inFlight > 0, elapsed < deadline {
      for completion in client.run(upTo: .milliseconds(50)) { settle(completion) }
    }
    client.cancelAll()
    for completion in client.run(upTo: .zero) { settle(completion) }
    submitEndings()
    // What is on its way to the store comes back first, for only one save is under way at a time.
    while elapsed < deadline,
      endings.count > unsubmitted.count || drivers.values.contains(where: \.machine.isSaving)
    {
      take(mailbox.take())
      _ = client.run(upTo: .milliseconds(5))
    }
    noteUnsaved()
    save(isStopping: true)
    log(isStopping: true)
  }
}
