package import Delivery
package import Domain

/// Records of an endpoint's copy that are to be told again.
package struct RepairRequest: Sendable {
  package let enterprise: EnterpriseID
  /// The endpoint's.
  package let party: Party
  package let endpoint: EndpointID
  package let records: [RepairedRecord]

  package init(
    enterprise: EnterpriseID, party: Party, endpoint: EndpointID, records: [RepairedRecord]
  ) {
    self.enterprise = enterprise
    self.party = party
    self.endpoint = endpoint
    self.records = records
  }
}

/// What a repair comes to.
package struct RepairAnswer: Hashable, Sendable {
  /// How many visible records are told again as a whole.
  package var told = 0
  /// How many records are withdrawn, for they were told and are not visible.
  package var withdrawn = 0
  /// Records that are not visible, and were never told or withdrawn already: nothing is sent of them.
  package var untold: [RepairedRecord] = []

  package init() {}
}

package enum RepairFailure: Error, Hashable, Sendable {
  /// The endpoint is still told its first whole view, or a run is open.
  case isNew
  /// Too much waits for the endpoint, or for this to be looked at.
  case busy
  /// What the endpoint was told could not be learned.
  case unavailable
  case stopping
}
