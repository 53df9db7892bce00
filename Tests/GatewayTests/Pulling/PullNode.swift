import AdapterKit
import Delivery
import Domain
import Storage
import Testing
import Views
import Wire

@testable import Gateway

/// What a delivery process has in memory of one endpoint that is pulled from; gone at a crash.
final class PullNode {
  private let running: TestGateway
  private let reader: any StoreReader
  private let journal: FollowedJournal
  private let look: Look
  let view: PartyView
  let driver: EndpointDriver

  /// The last look at what is given, outside of this so that it can be handed on.
  private final class Look {
    var look: LastLook

    init(head: Position) {
      look = LastLook(head: head)
    }
  }

  /// Never asked: nothing is sent.
  private struct NoAdapter: Adapter {
    let name: AdapterName
    let capabilities = Capabilities(removes: true, takesFacts: true, needsSecret: false)

    func problems(in settings: JSON) -> [SettingProblem] { [] }
    func step(_ input: Step) -> Verdict { .refuse(reason: "nothing is sent") }
  }

  /// Takes up what the store has.
  init(_ running: TestGateway, _ endpoint: Endpoint) throws {
    self.running = running
    let session = try running.gateway.makeSession()
    let state = try #require(session.enterprise(running.enterprise))
    reader = session.reader
    journal = FollowedJournal(topology: state.topology, reader: reader)
    look = Look(head: journal.head)
    let ids = try session.ids(of: endpoint.party, in: running.enterprise)
    view = PartyView(
      party: endpoint.party, endpoint: endpoint.id, ids: ids, journal: journal, reader: reader)
    let settings = EndpointSettings(
      enterprise: running.enterprise, endpoint: endpoint.id, ids: ids,
      names: EventNames(key: state.keys.events(of: endpoint.party), endpoint: endpoint.id),
      parallelRequests: 1, behindLimit: 12, runPage: 5)
    let cursor = try reader.cursors().first { $0.endpoint == endpoint.id }
    driver = EndpointDriver(
      endpoint: endpoint, adapter: NoAdapter(name: endpoint.adapter), keys: state.keys,
      settings: settings, view: view, random: running.random, cursor: cursor,
      startedAt: running.clock.now())
    if cursor != nil {
      try driver.resume(
        reader.exceptions(of: endpoint.id), runs: reader.runs(of: endpoint.id), at: now)
    }
    driver.update(endpoint, partner: nil)
  }

  private var now: Timestamp { running.clock.now() }

  private var watch: SendingWatch {
    let party = driver.endpoint.party
    let id = driver.endpoint.id
    return SendingWatch(
      begin: { [look] in look.look.begin($0, to: id, of: party) },
      end: { [look] in look.look.end($0, to: id, of: party) },
      permits: { [look] in look.look.permits($0, to: id, of: party) })
  }

  /// Takes over what was committed.
  func follow() throws {
    let state = try #require(running.gateway.state.enterprises[running.enterprise])
    try reader.refresh()
    let recent = running.gateway.committed(after: journal.head, in: running.enterprise)
    for entry in recent ?? [] { look.look.take(entry) }
    _ = try journal.follow(recent, upTo: state.head.position)
  }

  /// Makes durable what is to be; with `fails` nothing of it is.
  func save(fails: Bool = false) throws {
    guard let changes = driver.takeChanges() else { return }
    guard !fails else { return driver.saveFailed() }
    try running.store.write { try $0.save(changes) }
    try reader.refresh()
    driver.saved()
  }

  func refusal(of mark: PullMark?) -> PullRefusal? { driver.outbox.refusal(of: mark) }

  /// What a request is answered, as far as saving is not in its way.
  func ask(
    after mark: PullMark?, limit: Int, savesAtOnce: Bool
  ) throws -> (events: [Event], next: PullMark) {
    if let mark { _ = driver.acknowledge(mark, at: now, watch) }
    for _ in 0..<20 {
      let given = try driver.give(atMost: limit, at: now, watch)
      if !given.events.isEmpty || !savesAtOnce || !driver.isPreparing {
        return answer(given.events)
      }
      try save()
    }
    return answer([])
  }

  private func answer(_ events: [Event]) -> (events: [Event], next: PullMark) {
    (events, driver.outbox.mark)
  }

  var expected: [String: [UInt8]] {
    get throws {
      var rows: [String: [UInt8]] = [:]
      try view.forEachRow { rows[$0.id] = $0.canonicalBytes }
      return rows
    }
  }
}
