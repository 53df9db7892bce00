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
  /// What requests rest on: records, the endpoints' own among them, and views.
  private var records: [RecordID: Watch] = [:]
  private var views: [Party: Watch] = [:]

  private struct Watch {
    var requests = 0
    var moved = Position.start

    mutating func begin(_ moved: Position?) {
      requests += 1
      if let moved { self.moved = moved }
    }
  }

  package init(head: Position) {
    self.head = head
  }

  /// How many things are watched: at most five for each request in flight.
  package var count: Int { records.count + views.count }

  /// From here until `end` entries are held against a request.
  package mutating func begin(
    _ sending: Sending, to endpoint: EndpointID, of party: Party
  ) {
    // While nothing is in flight, entries need not be taken.
    if records.isEmpty { head = max(head, sending.readAt) }
    // Nobody watched on its behalf between the reading of its row and the head.
    let moved = sending.readAt < head ? head : nil
    for record in [sending.record] + sending.ends {
      records[record, default: Watch()].begin(moved)
    }
    records[endpoint.record, default: Watch()].begin(moved)
    views[party, default: Watch()].begin(moved)
  }

  package mutating func end(_ sending: Sending, to endpoint: EndpointID, of party: Party) {
    for record in [sending.record] + sending.ends { Self.end(record, in: &records) }
    Self.end(endpoint.record, in: &records)
    Self.end(party, in: &views)
  }

  private static func end<Key>(_ key: Key, in watched: inout [Key: Watch]) {
    guard let index = watched.index(forKey: key) else { return }
    if watched.values[index].requests > 1 {
      watched.values[index].requests -= 1
    } else {
      watched.remove(at: index)
    }
  }

  /// Takes the next entry over; one that was taken before changes nothing.
  package mutating func take(_ entry: CommittedEntry) {
    guard entry.position > head else { return }
    head = entry.position
    guard !records.isEmpty else { return }
    for change in entry.changes { records[change.id]?.moved = head }
    for party in entry.affectedParties { views[party]?.moved = head }
  }

  /// Passes over entries that can no longer be had: each of them may concern each request.
  package mutating func skip(to position: Position) {
    guard position > head else { return }
    head = position
    for record in records.keys { records[record]?.moved = position }
    for party in views.keys { views[party]?.moved = position }
  }

  /// Whether a request may leave: since its row was read, no entry that was taken moved the party's
  /// view, changed the record or an end of it, or changed the endpoint itself (paused, for instance, or with another
  /// address).
  package func permits(_ sending: Sending, to endpoint: EndpointID, of party: Party) -> Bool {
    guard let record = records[sending.record], let own = records[endpoint.record],
      let view = views[party]
    else { return false }
    for end in sending.ends {
      guard let watch = records[end], watch.moved <= sending.readAt else { return false }
    }
    return max(record.moved, own.moved, view.moved) <= sending.readAt
  }
}
