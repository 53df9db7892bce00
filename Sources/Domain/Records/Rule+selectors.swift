extension Rule {
  /// Whom a rule speaks of: what any of its lists names, all of one organization.
  package struct Seen: Hashable, Sendable {
    /// Each with all its descendants and everybody in them.
    package var departments: [DepartmentID]
    /// Each with everybody placed in itself, and nothing below it.
    package var singleDepartments: [DepartmentID]
    package var contacts: [ContactID]
    /// Everybody who has a placement of exactly this text.
    package var positions: [Name]

    package init(
      departments: [DepartmentID] = [], singleDepartments: [DepartmentID] = [],
      contacts: [ContactID] = [], positions: [Name] = []
    ) {
      self.departments = departments
      self.singleDepartments = singleDepartments
      self.contacts = contacts
      self.positions = positions
    }

    var isEmpty: Bool { self == Seen() }
  }

  /// The parties that a rule speaks to: those that any of its lists names.
  package struct SeenBy: Hashable, Sendable {
    package var enterprise: Bool
    package var partners: [PartnerID]
    /// Members of each group or of any group below it.
    package var groups: [GroupID]
    /// Members of each group itself.
    package var singleGroups: [GroupID]
    /// Every partner of the kind, member of a chain or not.
    package var kinds: [Partner.Kind]
    package var tiers: [Tier]
    /// Each partner with everybody below it in any chain.
    package var subtrees: [PartnerID]

    package init(
      enterprise: Bool = false, partners: [PartnerID] = [], groups: [GroupID] = [],
      singleGroups: [GroupID] = [], kinds: [Partner.Kind] = [], tiers: [Tier] = [],
      subtrees: [PartnerID] = []
    ) {
      self.enterprise = enterprise
      self.partners = partners
      self.groups = groups
      self.singleGroups = singleGroups
      self.kinds = kinds
      self.tiers = tiers
      self.subtrees = subtrees
    }

    var isEmpty: Bool { self == SeenBy() }
  }
}

/// A level of the memberships of one chain: 1 holds those under no other.
package struct Tier: Hashable, Sendable {
  package let chain: ChainID
  package let depth: Int

  /// As deep as trees may be.
  package static let depths = 1...treeDepthLimit

  /// Nil unless `depth` is one of `depths`.
  package init?(chain: ChainID, depth: Int) {
    guard Self.depths.contains(depth) else { return nil }
    self.chain = chain
    self.depth = depth
  }
}
