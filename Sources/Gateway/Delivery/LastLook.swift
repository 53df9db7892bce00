package import Delivery
package import Domain
import Wire

/// The last look at a request between connection and first byte.
///
/// Pure, so that whatever performs requests decides alike: a request whose row was read before an
/// entry that concerns it stays unsent and is read anew.
package enum LastLook {
  /// Whether a request may leave, given the entries committed since its row was read.
  ///
  /// It may not once any of them moved the party's view, changed the record, or changed the endpoint
  /// itself: paused, for instance, or with another address.
  package static func permits(
    _ sending: Sending, to endpoint: EndpointID, of party: Party,
    since entries: some Sequence<CommittedEntry>
  ) -> Bool {
    !entries.contains { entry in
      entry.affectedParties.contains(party)
        || entry.changes.contains { $0.id == sending.record || $0.id == endpoint.record }
    }
  }
}
