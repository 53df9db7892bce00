import AdapterKit
import Crypto
import Delivery
import Testing
import Views
import Wire

@testable import Domain

/// One machine over a view that a test writes, with a clock that it moves.
struct MachineStage {
  var machine: EndpointMachine
  var view: ViewDouble
  var now = Timestamp(seconds: 1_000_000)
  let settings: EndpointSettings

  static let enterprise = EnterpriseID(Block128(high: 0, low: 100))
  static let endpoint = EndpointID(Block128(high: 1, low: 2))
  static let first = Duration.seconds(5)

  /// Contacts that were told before; with `isNew` none was and the copy is empty.
  init(
    told: [RecordID] = [], isNew: Bool = false, parallelRequests: Int = 4,
    exceptionLimit: Int = 1_000, checkpointDigest: Bool = true
  ) throws {
    let keys = EnterpriseKeys(root: Secret(Array(0..<32)), enterprise: Self.enterprise)
    let ids = try #require(PartyIDs(party: .enterprise, enterprise: Self.enterprise, keys: keys))
    settings = EndpointSettings(
      enterprise: Self.enterprise, endpoint: Self.endpoint, ids: ids,
      names: EventNames(key: Array(0..<32), endpoint: Self.endpoint),
      parallelRequests: parallelRequests,
      backoff: Delivery.Backoff(first: Self.first, ceiling: .seconds(60)),
      exceptionLimit: exceptionLimit, checkpointDigest: checkpointDigest)
    view = ViewDouble(ids: ids)
    for record in told { view.write(record, "old") }
    if !isNew {
      view.save(told.map { Self.toldRow($0, first: Position(1)) })
    }
    machine = EndpointMachine(
      settings: settings,
      cursor: isNew ? nil : Self.cursor(view.head), head: view.head, startedAt: now)
  }

  static func cursor(_ position: Position, epoch: Int64 = 1) -> CursorRow {
    CursorRow(enterprise: enterprise, endpoint: endpoint, position: position, epoch: epoch)
  }

  static func toldRow(
    _ record: RecordID, first: Position, classes: FieldClassSet = [.init(.public)]
  ) -> ToldRow {
    ToldRow(endpoint: endpoint, record: record, kind: .contact, classes: classes, first: first)
  }

  /// Starts again from a kept cursor, without exceptions.
  mutating func restart(at position: Position) {
    machine = EndpointMachine(
      settings: settings, cursor: Self.cursor(position, epoch: machine.epoch), head: view.head,
      startedAt: now)
  }

  mutating func plan() throws {
    while try machine.plan(view) {}
    while machine.wantsPage { try machine.readPage(view) }
  }

  /// Everything that can leave now.
  mutating func send() throws -> [Sending] {
    var sendings: [Sending] = []
    while let sending = try machine.next(at: now, view) { sendings.append(sending) }
    return sendings
  }

  /// Makes durable what the machine wants kept, and returns it.
  @discardableResult
  mutating func save() throws -> DeliveryChanges {
    let taken = machine.takeChanges()
    let changes = try #require(taken)
    view.save(changes.told)
    machine.saved()
    return changes
  }

  /// Plans, saves as often as something waits for it, and returns what leaves.
  mutating func run() throws -> [Sending] {
    try plan()
    var sendings = try send()
    while machine.needsSaving {
      try save()
      sendings += try send()
    }
    return sendings
  }

  /// The one event that leaves.
  mutating func runOne() throws -> Sending {
    let sendings = try run()
    try #require(sendings.count == 1)
    return sendings[0]
  }

  mutating func settle(_ sending: Sending, _ outcome: SendingOutcome) {
    machine.settle(sending.record, outcome, at: now, chance: 0)
  }

  mutating func fail(_ sending: Sending) {
    settle(sending, .failed(notBefore: nil, reason: "500", held: false))
  }

  mutating func failEndpoint(_ sending: Sending, notBefore: Timestamp? = nil, sent: Bool = true) {
    settle(sending, .endpointFailed(notBefore: notBefore, reason: "503", sent: sent))
  }
}
