/// A partner's place in a chain: the groups it is in, and the membership above it (its tier).
package struct Membership: Hashable, Sendable {
  package let id: MembershipID
  package let chain: ChainID
  package let partner: PartnerID
  package var groups: [GroupID]
  package var parent: MembershipID?

  /// At most this many groups hold one membership.
  package static let groupLimit = 50

  package init(
    id: MembershipID, chain: ChainID, partner: PartnerID, groups: [GroupID], parent: MembershipID?
  ) {
    self.id = id
    self.chain = chain
    self.partner = partner
    self.groups = groups
    self.parent = parent
  }

  /// What a change may set; nil leaves a field as it is, `.some(nil)` clears the parent.
  package struct Change: Hashable, Sendable {
    package var groups: [GroupID]?
    package var parent: MembershipID??

    package init(groups: [GroupID]? = nil, parent: MembershipID?? = nil) {
      self.groups = groups
      self.parent = parent
    }
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.groups = change.groups ?? groups
    result.parent = change.parent ?? parent
    return result
  }
}
