package import Domain
package import Views
import Wire

/// What a machine needs to know of its endpoint beyond what it reads.
package struct EndpointSettings: Sendable {
  package let enterprise: EnterpriseID
  package let endpoint: EndpointID
  package let ids: PartyIDs
  package let names: EventNames
  package var parallelRequests: Int
  package let backoff: Backoff
  /// More entries behind the head than this, and the machine catches up in one pass instead.
  package let behindLimit: Int64
  /// At this many exceptions no further records are started.
  package let exceptionLimit: Int
  /// Whether every checkpoint carries the digest of the view.
  package var checkpointDigest: Bool
  /// How many records a run looks at together.
  package let runPage: Int

  package init(
    enterprise: EnterpriseID, endpoint: EndpointID, ids: PartyIDs, names: EventNames,
    parallelRequests: Int, backoff: Backoff = .standard, behindLimit: Int64 = 500,
    exceptionLimit: Int = 1_000, checkpointDigest: Bool = false,
    runPage: Int = 500
  ) {
    self.enterprise = enterprise
    self.endpoint = endpoint
    self.ids = ids
    self.names = names
    self.parallelRequests = parallelRequests
    self.backoff = backoff
    self.behindLimit = behindLimit
    self.exceptionLimit = exceptionLimit
    self.checkpointDigest = checkpointDigest
    self.runPage = runPage
  }
}
