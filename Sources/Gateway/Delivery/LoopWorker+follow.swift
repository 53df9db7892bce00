import AdapterKit
import Crypto
import Delivery
import Domain
import Storage
import Views
import Wire

extension LoopWorker {
  /// Takes every endpoint of the share up from where it was left.
  func begin() throws {
    let cursors = Dictionary(
      try session.reader.cursors().map { ($0.endpoint, $0) }, uniquingKeysWith: { $1 })
    for state in session.state.enterprises.values {
      follow(state)
      for endpoint in state.endpoints.values where share.holds(endpoint.id) {
        do {
          try add(endpoint, in: state, cursor: cursors[endpoint.id])
        } catch {
          // One unreadable record must not stop the others; its copy stays where it is.
          unstarted.insert(endpoint.id)
          gateway.parts.notice(
            "an endpoint cannot be sent to: \(error); run `weir verify` and restart the gateway")
        }
      }
    }
    endRemoved(cursors.values)
    registration.acknowledge(session.state.heads)
  }

  private func follow(_ state: EnterpriseState) {
    let journal = FollowedJournal(
      topology: state.topology, reader: session.reader, contacts: contacts)
    journals[state.id] = journal
    followed[state.id] = FollowedPosition(journal.head)
  }

  /// Takes over what was committed: new entries wake the endpoints that they concern.
  ///
  /// The session must have been refreshed.
  func follow() throws {
    for state in session.state.enterprises.values {
      guard let journal = journals[state.id] else {
        follow(state)
        for endpoint in state.endpoints.values where share.holds(endpoint.id) {
          try add(endpoint, in: state, cursor: nil)
        }
        continue
      }
      let recent = gateway.committed(after: journal.head, in: state.id)
      look(at: recent, upTo: state.head.position, in: state.id)
      let added = try journal.follow(recent, upTo: state.head.position) { party in
        endpointsOf[Viewer(enterprise: state.id, party: party)]?.isEmpty == false
      }
      for entry in added { take(entry, of: state) }
      followed[state.id]?.show(journal.head)
    }
    registration.acknowledge(session.state.heads)
  }

  /// From an entry on that concerns it, an endpoint is planned entry by entry.
  private func lag(_ id: EndpointID, from position: Position) {
    guard let driver = drivers[id], lagging.insert(id).inserted else { return }
    driver.pass(from: driver.machine.live, to: position.previous)
    driver.gauge.follow(nil)
  }

  /// Moves an endpoint on to the head of its journal where nothing up to there concerns it; to be
  /// called before anything is asked of it.
  ///
  /// Nobody does it with each entry, for of many endpoints an entry concerns few.
  func bringUp(_ id: EndpointID) {
    guard !lagging.contains(id), let driver = drivers[id],
      let journal = journals[driver.enterprise]
    else { return }
    driver.pass(from: driver.machine.live, to: journal.head)
  }

  /// Notes everybody whose cursor is to be saved, so that a restart finds those at the head whom
  /// nothing has concerned.
  func noteUnsaved() {
    for (id, driver) in drivers {
      bringUp(id)
      if driver.machine.wantsSaving { unsaved.insert(id) }
    }
  }

  private func take(_ entry: FollowedEntry, of state: EnterpriseState) {
    for id in entry.endpoints where share.holds(id) { update(id, in: state) }
    for id in entry.rescoped where share.holds(id) {
      lag(id, from: entry.position)
      turns.add(id)
    }
    for partner in entry.partners { refresh(.partner(partner), in: state) }
    for party in entry.concerned {
      for id in endpointsOf[Viewer(enterprise: state.id, party: party)] ?? [] {
        lag(id, from: entry.position)
        turns.add(id)
      }
    }
  }

  /// Brings a driver in line with its endpoint's record, makes it, or ends it.
  private func update(_ id: EndpointID, in state: EnterpriseState) {
    guard let endpoint = state.endpoints[id] else { return end(id) }
    guard !unstarted.contains(id) else { return }
    guard let driver = drivers[id] else {
      do {
        // A new endpoint: nothing was kept of it, so that nothing is read.
        return try add(endpoint, in: state, cursor: nil)
      } catch {
        return gateway.parts.notice("an endpoint cannot be sent to: \(error); restart the gateway")
      }
    }
    driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
    disabling.remove(id)
    turns.add(id)
  }

  private func refresh(_ party: Party, in state: EnterpriseState) {
    for id in endpointsOf[Viewer(enterprise: state.id, party: party)] ?? [] {
      guard let driver = drivers[id], let endpoint = state.endpoints[id] else { continue }
      driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
      turns.add(id)
    }
  }

  private func partnerState(of endpoint: Endpoint, in state: EnterpriseState) -> Partner.State? {
    endpoint.party.partner.flatMap { state.topology.partners[$0]?.state }
  }

  private func add(
    _ endpoint: Endpoint, in state: EnterpriseState, cursor: CursorRow?
  ) throws {
    guard let journal = journals[state.id], let adapter = gateway.parts.adapters[endpoint.adapter]
    else {
      gateway.parts.notice(
        "an endpoint names the adapter \(endpoint.adapter), which this gateway does not have")
      return
    }
    let ids = try session.ids(of: endpoint.party, in: state.id)
    let settings = EndpointSettings(
      enterprise: state.id, endpoint: endpoint.id, ids: ids,
      names: EventNames(key: state.keys.events(of: endpoint.party), endpoint: endpoint.id),
      parallelRequests: endpoint.transport.parallelRequests, backoff: configuration.backoff,
      behindLimit: configuration.behindLimit)
    let view = PartyView(
      party: endpoint.party, endpoint: endpoint.id, ids: ids, journal: journal,
      reader: session.reader, toldRows: toldRows)
    let driver = EndpointDriver(
      endpoint: endpoint, adapter: adapter, keys: state.keys, settings: settings, view: view,
      random: random, cursor: cursor, startedAt: now)
    if cursor != nil {
      try driver.resume(
        session.reader.exceptions(of: endpoint.id), runs: session.reader.runs(of: endpoint.id),
        at: now)
    }
    driver.update(endpoint, partner: partnerState(of: endpoint, in: state))
    drivers[endpoint.id] = driver
    lagging.insert(endpoint.id)
    gateway.gauges.add(driver.gauge, of: endpoint.id)
    endpointsOf[Viewer(enterprise: state.id, party: endpoint.party), default: []].insert(
      endpoint.id)
    turns.add(endpoint.id)
  }

  // MARK: Saving

  /// How often the cursors of endpoints that nothing concerned are saved too.
  private static let fullSavePeriod = Duration.seconds(60)

  /// Hands what must be durable to the writer: at once where sending waits for it, and cursors that
  /// only moved forward every so often.
  func save(isStopping: Bool) {
    guard isStopping || elapsed >= retrySaveAt else { return }
    if elapsed - lastFullSave >= Self.fullSavePeriod {
      lastFullSave = elapsed
      noteUnsaved()
    }
    submitEndings()
    let isPeriodOver = elapsed - lastCursorSave >= configuration.cursorPeriod
    var all = DeliveryChanges()
    var endpoints: [EndpointID] = []
    // Between the periods nobody is looked at but those who wait: many endpoints may be unsaved.
    let candidates = isStopping || isPeriodOver ? unsaved : urgent
    urgent.subtract(candidates)
    for id in candidates {
      guard let driver = drivers[id] else { continue }
      guard let changes = driver.takeChanges() else { continue }
      all.append(changes)
      endpoints.append(id)
    }
    if isPeriodOver { lastCursorSave = elapsed }
    // What is on its way, or belongs to an endpoint that has ended, is unsaved no longer.
    for id in candidates where drivers[id]?.machine.wantsSaving != true { unsaved.remove(id) }
    unsaved.subtract(endpoints)
    guard !endpoints.isEmpty else { return }
    let saved = endpoints
    gateway.submit(delivery: all) { [mailbox] isDurable in
      mailbox.leave { $0.saved.append((saved, isDurable)) }
    }
  }
}
