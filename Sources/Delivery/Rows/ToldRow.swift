package import Domain
package import Views

/// That an endpoint was shown a record, and which classes of its fields: the disclosure record.
///
/// Durable before the first sending that shows the record or a further class; a removal goes only
/// where one stands. A record that is shown again after its withdrawal gets another row, and rows
/// outlast their endpoint.
package struct ToldRow: Hashable, Sendable {
  package let endpoint: EndpointID
  package let record: RecordID
  package let kind: RecordKind
  package var classes: FieldClassSet
  /// Where the record was first shown.
  package let first: Position
  /// Of the party's ids under which it was shown: a removal names the record by that id.
  package let idEpoch: Int
  /// Set once the endpoint has acknowledged the removal.
  package var withdrawnAt: Position?

  package init(
    endpoint: EndpointID, record: RecordID, kind: RecordKind, classes: FieldClassSet,
    first: Position, idEpoch: Int = 0, withdrawnAt: Position? = nil
  ) {
    self.endpoint = endpoint
    self.record = record
    self.kind = kind
    self.classes = classes
    self.first = first
    self.idEpoch = idEpoch
    self.withdrawnAt = withdrawnAt
  }

  package var stands: Bool { withdrawnAt == nil }
}
