import Delivery
import Domain
import Storage

extension LoopWorker {
  /// Watches over a request that is handed to the client.
  func watch(_ flight: Flight) {
    let enterprise = flight.viewer.enterprise
    let head = journals[enterprise]?.head ?? .start
    looks[enterprise, default: LastLook(head: head)].begin(
      flight.departure.sending, to: flight.endpoint, of: flight.viewer.party)
  }

  /// Takes the watch off a request that the client has handed back.
  func unwatch(_ flight: Flight) {
    looks[flight.viewer.enterprise]?.end(
      flight.departure.sending, to: flight.endpoint, of: flight.viewer.party)
  }

  /// The last look, between connection and first byte: the endpoint is not held, and nothing that
  /// was committed since the row was read concerns it.
  func mayLeave(_ token: UInt64) -> Bool {
    guard !registration.isBarred, let flight = departures[token] else { return false }
    let enterprise = flight.viewer.enterprise
    guard let head = gateway.state.enterprises[enterprise]?.head.position else { return false }
    if let known = looks[enterprise]?.head, known < head {
      look(at: gateway.committed(after: known, in: enterprise), upTo: head, in: enterprise)
    }
    return looks[enterprise]?.permits(
      flight.departure.sending, to: flight.endpoint, of: flight.viewer.party) ?? false
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
