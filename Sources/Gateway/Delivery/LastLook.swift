package import Delivery
package import Domain
import Wire

/// The last look at the requests of one enterprise between connection and first byte.
///
/// Pure, so that whatever performs requests decides alike: a request whose row was read before an
/// entry that concerns it stays unsent and is read anew. It keeps nothing but the newest position at
/// which anything moved that a request in flight rests on, so its size follows the requests in flight
/// and not what is written meanwhile.
package struct LastLook: Sendable {
  /// Every entry up to here was taken.
  package private(set) var head: Position
  private var watched: [Subject: Watch] = [:]

  /// What a request rests on.
  private enum Subject: Hashable {
    case record(RecordID)
    case view(of: Party)
  }

  private struct Watch {
    var requests = 0
    var moved = Position.start
  }

  package init(head: Position) {
    self.head = head
  }

  /// How many things are watched: at most three for each request in flight.
  package var count: Int { watched.count }

  /// From here until `end` entries are held against a request.
  package mutating func begin(
    _ sending: Sending, to endpoint: EndpointID, of party: Party
  ) {
    // While nothing is in flight, entries need not be taken.
    if watched.isEmpty { head = max(head, sending.readAt) }
    for subject in Self.subjects(sending, endpoint, party) {
      watched[subject, default: Watch()].requests += 1
      // Nobody watched on its behalf between the reading of its row and the head.
      if sending.readAt < head { watched[subject]?.moved = head }
    }
  }

  package mutating func end(_ sending: Sending, to endpoint: EndpointID, of party: Party) {
    for subject in Self.subjects(sending, endpoint, party) {
      guard var watch = watched[subject] else { continue }
      watch.requests -= 1
      watched[subject] = watch.requests > 0 ? watch : nil
    }
  }

  /// Takes the next entry over; one that was taken before changes nothing.
  package mutating func take(_ entry: CommittedEntry) {
    guard entry.position > head else { return }
    head = entry.position
    guard !watched.isEmpty else { return }
    for change in entry.changes { watched[.record(change.id)]?.moved = head }
    for party in entry.affectedParties { watched[.view(of: party)]?.moved = head }
  }

  /// Passes over entries that can no longer be had: each of them may concern each request.
  package mutating func skip(to position: Position) {
    guard position > head else { return }
    head = position
    for subject in watched.keys { watched[subject]?.moved = position }
  }

  /// Whether a request may leave: since its row was read, no entry that was taken moved the party's
  /// view, changed the record, or changed the endpoint itself (paused, for instance, or with another
  /// address).
  package func permits(_ sending: Sending, to endpoint: EndpointID, of party: Party) -> Bool {
    Self.subjects(sending, endpoint, party).allSatisfy { subject in
      watched[subject].map { $0.moved <= sending.readAt } ?? false
    }
  }

  private static func subjects(
    _ sending: Sending, _ endpoint: EndpointID, _ party: Party
  ) -> [Subject] {
    [.record(sending.record), .record(endpoint.record), .view(of: party)]
  }
}
