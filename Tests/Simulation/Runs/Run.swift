import AdapterKit
import ContractKit
import Crypto
import Delivery
import Domain
@testable import Gateway
import Storage
import Views
import Wire

/// One seeded run: commands, deliveries, faults and crashes on a virtual clock, each promise looked
/// at while it goes on.
final class Run {
  let world: World
  let cast: Cast
  var chance: Chance
  private(set) var node: Node?
  var receivers: [EndpointID: Receiver] = [:]
  private(set) var watches: [EndpointID: Watch] = [:]
  private(set) var trace = Trace()
  /// While true, the network and the store fail by chance.
  var isRough = true
  /// The record whose answer was lost last: what narrows it now hurts most.
  var lastLost: RecordID?
  /// What becomes of a request in a scripted case; by chance where it gives nil.
  var script: ((Sending) -> Fate?)?
  /// Whether every request and everything that is kept is looked at, as where the process may end at
  /// any time; else copies alone.
  var looksAtAll = true
  /// How long every connection takes to stand; by chance where it is nil.
  var connecting: Duration?
  let settings: Node.Settings
  /// How late what is due is settled; by chance where it is nil.
  var settlingLag: Duration?

  private var agenda = Agenda()
  private var stepsAtOnce = 0
  private var incarnation = 0
  private var wakeTimes: [EndpointID: Timestamp] = [:]
  private var downUntil: [EndpointID: Timestamp] = [:]
  private var saving = false
  private var disabling: Set<EndpointID> = []
  /// Requests that have left and not arrived for the last time.
  private var underWay = 0

  init(
    seed: UInt64, settings: Node.Settings = Node.Settings(), onDisk: Bool = false
  ) throws {
    world = try World(seed: seed, onDisk: onDisk)
    cast = Cast(world)
    chance = Chance(seed: seed)
    self.settings = settings
  }

  var now: Timestamp { world.clock.now() }

  func note(_ text: String, about records: [RecordID] = []) {
    trace.note("head \(world.head.number): \(text)", at: now, about: records)
  }

  func later(_ delay: Duration, _ action: @escaping () throws -> Void) {
    agenda.add(at: now + delay, action)
  }

  /// Does what is due next; false at the end.
  @discardableResult
  func step() throws -> Bool {
    guard let next = agenda.pop() else { return false }
    stepsAtOnce = next.due > now ? 0 : stepsAtOnce + 1
    try demand(stepsAtOnce < 5_000, "time stands still: \(busy)")
    world.clock.move(to: next.due)
    try next.action()
    return true
  }

  // MARK: The process

  func start() throws {
    guard node == nil else { return }
    incarnation += 1
    note("start \(incarnation)")
    try settleDue()
    let node = try Node(world, settings)
    self.node = node
    wakeTimes = [:]
    saving = false
    disabling = []
    for id in node.drivers.keys.sorted() {
      notice(id)
      try doubt(id, in: node)
      turn(id, after: .zero)
    }
    scheduleSave(after: .milliseconds(100))
  }

  func crash() throws {
    note("crash")
    node = nil
    incarnation += 1
    for id in watches.keys { watches[id]?.crashed() }
    try world.crash()
    for (id, watch) in watches { try check(watch, id) }
  }

  /// What stands from the cursor to the head may have been told before, and is told once more.
  private func doubt(_ id: EndpointID, in node: Node) throws {
    guard let party = watches[id]?.party else { return }
    let cursor = try node.reader.cursors().first { $0.endpoint == id }?.position ?? .start
    var doubted: [RecordID: Position] = [:]
    var position = cursor
    while cursor > .start, position < world.head {
      let before = try world.view(of: id, party, at: position)
      position = position.next
      let after = try world.view(of: id, party, at: position)
      for (record, row) in after where doubted[record] == nil {
        let isTouched = world.changed[Int(position.number)].contains(record)
        if row != before[record] || (isTouched && world.records[record]?.kind == .contact) {
          doubted[record] = position
        }
      }
    }
    watches[id]?.doubted = doubted
  }

  /// Performs one command and lets delivery follow.
  @discardableResult
  func perform(
    _ command: Command, by actor: Actor = .operatorAtMachine, isAnnounced: Bool = true
  ) throws -> Bool {
    do {
      let result = try world.perform(command, by: actor)
      guard case .success(let outcome) = result else { return false }
      let records = world.changed[Int(outcome.position.number)]
      note(
        "\(command.name) at \(outcome.position.number) \(records.map(\.short))", about: records)
    } catch is StoreFaults.DiskFull {
      return false
    }
    if isAnnounced { announce() }
    awaitDue()
    return true
  }

  func announce() {
    let delay = isRough ? chance.milliseconds(0...(chance.percent() < 5 ? 3_000 : 60)) : .zero
    inProcess(after: delay) { try $0.follow() }
  }

  private func follow() throws {
    guard let node else { return }
    let (woken, updated) = try node.follow()
    disabling.subtract(updated)
    for id in woken { notice(id) }
    // At the end also those that nothing concerns take over where the head is.
    for id in isRough ? woken : node.drivers.keys.sorted() { turn(id, after: .zero) }
  }

  /// A new endpoint gets a receiver and a watch.
  private func notice(_ id: EndpointID) {
    guard watches[id] == nil, let endpoint = node?.drivers[id]?.endpoint, let key = cast.keys[id]
    else { return }
    receivers[id] = Receiver(key: .hmacSHA256(key))
    let created = world.recent.first { $0.endpointCreated == id }?.position ?? world.head
    watches[id] = Watch(endpoint: id, party: endpoint.party, since: created)
  }

  /// Does something later unless the process has crashed until then.
  func inProcess(after delay: Duration, _ action: @escaping (Run) throws -> Void) {
    let current = incarnation
    later(delay) { [unowned self] in
      if incarnation == current { try action(self) }
    }
  }

  func turn(_ id: EndpointID, after delay: Duration) {
    inProcess(after: delay) { try $0.turn(id) }
  }

  private static let shareOfTurn = 8

  private func turn(_ id: EndpointID) throws {
    guard let driver = node?.drivers[id] else { return }
    guard try !awaitsNarrowing else { return turn(id, after: .milliseconds(20)) }
    let departing = try driver.collect(at: now, limit: Self.shareOfTurn)
    for departure in departing { try start(departure, id) }
    if driver.wantsReading {
      try driver.read()
      turn(id, after: .zero)
    } else if departing.count == Self.shareOfTurn {
      turn(id, after: .zero)
    }
    try look(at: driver, id)
  }

  private func look(at driver: EndpointDriver, _ id: EndpointID) throws {
    if driver.machine.needsSaving { scheduleSave(after: .zero) }
    if driver.machine.wantsSaving { scheduleSave(after: .milliseconds(250)) }
    if let time = driver.machine.wakeTime(at: now), wakeTimes[id].map({ time < $0 }) ?? true {
      wakeTimes[id] = time
      inProcess(after: max(.zero, time - now)) { run in
        run.wakeTimes[id] = nil
        try run.turn(id)
      }
    }
    if let reason = driver.disablingReason, disabling.insert(id).inserted {
      inProcess(after: .milliseconds(5)) { run in
        var change = Endpoint.Change()
        change.state = .disabled(reason: reason)
        if try !run.perform(.change(.endpoint(id, change))) { run.disabling.remove(id) }
      }
    }
  }

  // MARK: Saving

  private func scheduleSave(after delay: Duration) {
    inProcess(after: delay) { try $0.save() }
  }

  private func save() throws {
    guard let node else { return }
    var all = DeliveryChanges()
    var saved: [EndpointID] = []
    for id in node.drivers.keys.sorted() {
      guard let changes = node.drivers[id]?.takeChanges() else { continue }
      all.append(changes)
      saved.append(id)
    }
    guard !saved.isEmpty else { return }
    let delay = isRough ? chance.milliseconds(0...(chance.percent() < 5 ? 4_000 : 120)) : .zero
    inProcess(after: delay) { try $0.write(all, of: saved) }
  }

  private func write(_ changes: DeliveryChanges, of endpoints: [EndpointID]) throws {
    guard let node else { return }
    if isRough, chance.percent() < 6 { world.faults.failNext() }
    var isDurable = true
    do {
      try world.store.write { try $0.save(changes) }
    } catch is StoreFaults.DiskFull {
      isDurable = false
    }
    try node.reader.refresh()
    for id in endpoints {
      guard let driver = node.drivers[id] else { continue }
      if isDurable { driver.saved() } else { driver.saveFailed() }
      turn(id, after: isDurable ? .zero : .milliseconds(50))
      if looksAtAll, let watch = watches[id] { try check(watch, id) }
    }
  }

  private func check(_ watch: Watch, _ id: EndpointID) throws {
    let keys = try world.current.keys
    let names = EventNames(key: keys.events(of: watch.party), endpoint: id)
    do {
      try watch.checkKept(in: world, names: names)
    } catch let violation as Violation {
      throw Violation("\(short(id)): \(violation)", of: violation.record)
    }
  }

  // MARK: The network

  /// No connection to an endpoint stands up until then.
  func bringDown(_ id: EndpointID, for duration: Duration) {
    note("\(short(id)) is down")
    downUntil[id] = now + duration
  }

  func short(_ id: EndpointID) -> String { "endpoint \(id.bits.low % 1_000)" }

  private func start(_ departure: Departure, _ id: EndpointID) throws {
    try watches[id]?.begins(departure.sending, body: departure.request.body)
    let usual = isRough ? chance.milliseconds(0...(chance.percent() < 10 ? 2_000 : 40)) : .zero
    inProcess(after: connecting ?? usual) { try $0.leave(departure, id) }
  }

  private func leave(_ departure: Departure, _ id: EndpointID) throws {
    guard let driver = node?.drivers[id] else { return }
    let sending = departure.sending
    if let down = downUntil[id], down > now {
      return try settle(departure, id, .failure(reason: "connection refused", sent: false))
    }
    var lastLook = LastLook(head: sending.readAt)
    lastLook.begin(sending, to: id, of: driver.endpoint.party)
    for entry in world.recent { lastLook.take(entry) }
    guard try lastLook.permits(sending, to: id, of: driver.endpoint.party) && !awaitsNarrowing
    else {
      note(
        "\(short(id)) last look stops \(sending.event.type) n \(sending.event.number)",
        about: [sending.record])
      watches[id]?.ends(sending, isDelivered: false)
      driver.withdraw(departure, at: now)
      try look(at: driver, id)
      return turn(id, after: .zero)
    }
    if looksAtAll { try watches[id]?.leaves(sending, in: world) }
    try checkClock(sending, id, driver.endpoint.party)
    let rough = isRough ? Fate.any(&chance) : .good(arrival: .zero, answer: .milliseconds(1))
    let fate = script?(sending) ?? rough
    note(
      "\(short(id)) \(sending.event.type) \(sending.record.short) epoch"
        + " \(sending.event.epoch % 1_000) n \(sending.event.number)"
        + " \(sending.event.replaces) read at \(sending.readAt.number)"
        + " -> \(fate.status.map { "\($0)" } ?? "lost")", about: [sending.record])
    if fate.status == nil, !fate.arrivals.isEmpty { lastLost = sending.record }
    for arrival in fate.arrivals where fate.isTaken {
      underWay += 1
      later(arrival) { [unowned self] in
        underWay -= 1
        do {
          try receivers[id]?.take(departure.request, readAt: sending.readAt, now: now)
        } catch {
          throw Violation("\(short(id)): \(error)", of: sending.record)
        }
      }
    }
    inProcess(after: fate.answerAfter) { try $0.settle(departure, id, Self.answer(fate)) }
  }

  private static func answer(_ fate: Fate) throws -> AdapterKit.Answer {
    guard let code = fate.status else {
      return .failure(reason: "no answer in time", sent: true)
    }
    var response = HTTPResponse(try required(HTTPStatus(code)))
    if let seconds = fate.retryAfterSeconds {
      try response.fields.append(.retryAfter, text: String(seconds))
    }
    return .response(response)
  }

  private func settle(_ departure: Departure, _ id: EndpointID, _ answer: AdapterKit.Answer) throws
  {
    guard let driver = node?.drivers[id] else { return }
    let isDelivered =
      if case .response(let response) = answer { response.status.isSuccess } else { false }
    watches[id]?.ends(departure.sending, isDelivered: isDelivered)
    let (_, next) = driver.settle(departure, answer, at: now)
    try demand(next == nil, "the adapter sends twice")
    try look(at: driver, id)
    turn(id, after: .zero)
  }

  /// What is not at rest.
  var busy: String {
    guard let node else { return "no process" }
    let drivers = node.drivers.values.filter { !isAtRest($0) }.map { driver in
      "\(short(driver.endpoint.id)): \(driver.machine.summary), to be disabled:"
        + " \(driver.disablingReason ?? "no")"
    }
    return "journal \(node.journal.head.number) of \(world.head.number), \(underWay) under way,"
      + " \(drivers)"
  }

  /// Whether nothing is left to be done anywhere.
  var isAtRest: Bool {
    guard let node, underWay == 0, node.journal.head == world.head,
      world.state.due(at: now).isEmpty
    else { return false }
    return node.drivers.values.allSatisfy(isAtRest)
  }

  private func isAtRest(_ driver: EndpointDriver) -> Bool {
    if case .disabled = driver.endpoint.state { return driver.machine.inFlight == 0 }
    return driver.isAtRest && driver.disablingReason == nil
  }
}

extension EndpointMachine {
  var summary: String {
    "hold \(String(describing: isHeld)), in flight \(inFlight), exceptions \(exceptions),"
      + " wants saving \(wantsSaving), live \(live.number), cursor \(cursor.number)"
  }
}

extension CommittedEntry {
  fileprivate var endpointCreated: EndpointID? {
    changes.first { $0.kind == .endpoint && $0.before == nil }.map { EndpointID($0.id) }
  }
}
