import Delivery
import Domain
import Storage

extension LoopWorker {
  /// Watches over a request that is handed to the client.
  func watch(_ flight: Flight) {
    watch(flight.departure.sending, to: flight.endpoint, of: flight.viewer)
  }

  func watch(_ sending: Sending, to endpoint: EndpointID, of viewer: Viewer) {
    let head = journals[viewer.enterprise]?.head ?? .start
    looks[viewer.enterprise, default: LastLook(head: head)].begin(
      sending, to: endpoint, of: viewer.party)
  }

  /// Takes the watch off a request that the client has handed back.
  func unwatch(_ flight: Flight) {
    unwatch(flight.departure.sending, to: flight.endpoint, of: flight.viewer)
  }

  func unwatch(_ sending: Sending, to endpoint: EndpointID, of viewer: Viewer) {
    looks[viewer.enterprise]?.end(sending, to: endpoint, of: viewer.party)
  }

  /// The last look, between connection and first byte: the endpoint is not held, and nothing that
  /// was committed since the row was read concerns it.
  func mayLeave(_ token: UInt64) -> Bool {
    guard let flight = departures[token] else { return false }
    return mayLeave(flight.departure.sending, to: flight.endpoint, of: flight.viewer)
  }

  func mayLeave(_ sending: Sending, to endpoint: EndpointID, of viewer: Viewer) -> Bool {
    guard !registration.isBarred else { return false }
    let enterprise = viewer.enterprise
    guard !awaitsNarrowing(of: enterprise) else { return false }
    guard let head = gateway.state.enterprises[enterprise]?.head.position else { return false }
    if let known = looks[enterprise]?.head, known < head {
      look(at: gateway.committed(after: known, in: enterprise), upTo: head, in: enterprise)
    }
    return looks[enterprise]?.permits(sending, to: endpoint, of: viewer.party) ?? false
  }

  /// Takes over what was committed since the last look, each entry once; `entries` are nil where they
  /// are no longer in memory.
  func look(at entries: [CommittedEntry]?, upTo head: Position, in enterprise: EnterpriseID) {
    guard let entries else {
      looks[enterprise]?.skip(to: head)
      return
    }
    for entry in entries where entry.position <= head { looks[enterprise]?.take(entry) }
  }
}
