import Delivery
import Domain
import StandardWebhooks
import Storage
@testable import Gateway
import Views
import Wire

/// A delivery process: what it holds in memory, and the drivers of its endpoints.
///
/// Gone at a crash.
final class Node {
  private let world: World
  private let settings: Settings
  let reader: any StoreReader
  let journal: FollowedJournal
  private(set) var drivers: [EndpointID: EndpointDriver] = [:]
  private(set) var names: [EndpointID: EventNames] = [:]

  struct Settings {
    var backoff = Backoff(first: .seconds(1), ceiling: .seconds(40))
    var behindLimit: Int64 = 12
    var exceptionLimit = 1_000
    var runPage = 500
  }

  init(_ world: World, _ settings: Settings = Settings()) throws {
    self.world = world
    self.settings = settings
    reader = try world.store.makeReader()
    journal = FollowedJournal(topology: try world.current.topology, reader: reader)
    let cursors = try reader.cursors()
    for endpoint in try world.current.endpoints.values.sorted(by: { $0.id < $1.id }) {
      try add(endpoint, cursor: cursors.first { $0.endpoint == endpoint.id })
    }
  }

  private func add(_ endpoint: Endpoint, cursor: CursorRow?) throws {
    let state = try world.current
    let ids = try world.ids(of: endpoint.party)
    let names = EventNames(key: state.keys.events(of: endpoint.party), endpoint: endpoint.id)
    let machine = EndpointSettings(
      enterprise: world.enterprise, endpoint: endpoint.id, ids: ids, names: names,
      parallelRequests: endpoint.transport.parallelRequests, backoff: settings.backoff,
      behindLimit: settings.behindLimit, exceptionLimit: settings.exceptionLimit,
      runPage: settings.runPage)
    let view = PartyView(
      party: endpoint.party, endpoint: endpoint.id, ids: ids, journal: journal, reader: reader)
    let driver = EndpointDriver(
      endpoint: endpoint, adapter: StandardWebhooks(), keys: state.keys, settings: machine,
      view: view, random: world.random, cursor: cursor, startedAt: world.clock.now())
    if cursor != nil {
      try driver.resume(
        reader.exceptions(of: endpoint.id), runs: reader.runs(of: endpoint.id),
        at: world.clock.now())
    }
    driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
    drivers[endpoint.id] = driver
    self.names[endpoint.id] = names
  }

  private func partnerState(of endpoint: Endpoint, in state: EnterpriseState) -> Partner.State? {
    endpoint.party.partner.flatMap { state.topology.partners[$0]?.state }
  }

  /// Takes over what was committed and says which endpoints have a turn, and whose record changed.
  func follow() throws -> (woken: [EndpointID], updated: Set<EndpointID>) {
    let state = try world.current
    try reader.refresh()
    let recent = world.recent.filter { $0.position > journal.head }
    let before = journal.head
    var woken: Set<EndpointID> = []
    var updated: Set<EndpointID> = []
    var concerned: Set<EndpointID> = []
    for entry in try journal.follow(recent, upTo: state.head.position) {
      for id in entry.endpoints {
        guard let endpoint = state.endpoints[id] else {
          drivers[id] = nil
          continue
        }
        if let driver = drivers[id] {
          driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
        } else {
          try add(endpoint, cursor: nil)
        }
        updated.insert(id)
      }
      for (id, driver) in drivers {
        let party = driver.endpoint.party
        if let partner = party.partner, entry.partners.contains(partner) {
          let endpoint = try required(state.endpoints[id])
          driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
          woken.insert(id)
        }
        if entry.concerns(id, of: party) { concerned.insert(id) }
      }
    }
    // Whom nothing concerns is at the head without a turn.
    for (id, driver) in drivers where !concerned.contains(id) {
      driver.pass(from: before, to: journal.head)
    }
    return (woken.union(concerned).union(updated).sorted(), updated)
  }
}
