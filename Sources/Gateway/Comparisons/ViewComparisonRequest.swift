package import Domain
package import Views

/// What a party says of its copy, to be held against its view.
package struct ViewComparisonRequest: Sendable {
  package let enterprise: EnterpriseID
  /// Whose view, in whose ids.
  package let party: Party
  /// The endpoint whose copy it is, which is held against the view within its scope; where nil, the
  /// party's whole view, and what is on its way to any of its endpoints that are not disabled.
  package let endpoint: EndpointID?
  /// The position that the copy shows; the present one where nil.
  package let since: Position?
  package let claims: [RangeClaim]

  package init(
    enterprise: EnterpriseID, party: Party, endpoint: EndpointID?, since: Position?,
    claims: [RangeClaim]
  ) {
    self.enterprise = enterprise
    self.party = party
    self.endpoint = endpoint
    self.since = since
    self.claims = claims
  }
}

/// A verdict for each claim, and the position that they are of.
package struct ViewComparisonAnswer: Sendable {
  package let position: Position
  package let verdicts: [RangeVerdict]
}

package enum ViewComparisonFailure: Error, Hashable, Sendable {
  /// What changed since the position that was named is not known any more.
  case notRetained
  /// Too many comparisons wait.
  case busy
  /// What is on its way could not be learned, or the store not be read.
  case unavailable
  case stopping
}
