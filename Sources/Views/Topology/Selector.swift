package import Domain

/// One thing that a rule names: whose contacts are seen, or who sees them.
///
/// What a rule speaks of and to is found from the other end, by what a contact or a party is.
package enum Selector: Hashable, Sendable {
  /// With all below it.
  case department(DepartmentID)
  case singleDepartment(DepartmentID)
  case contact(ContactID)
  case position(Party, Name)

  case enterprise
  case partner(PartnerID)
  /// With all below it.
  case group(GroupID)
  case singleGroup(GroupID)
  case kind(Partner.Kind)
  case tier(Tier)
  case subtree(PartnerID)
}

extension Rule {
  /// Whom the rule speaks of.
  var seenSelectors: [Selector] {
    seen.departments.map { .department($0) }
      + seen.singleDepartments.map { .singleDepartment($0) }
      + seen.contacts.map { .contact($0) }
      + seen.positions.map { .position(organization, $0) }
  }

  /// Whom the rule speaks to.
  var seerSelectors: [Selector] {
    (seenBy.enterprise ? [.enterprise] : [])
      + seenBy.partners.map { .partner($0) }
      + seenBy.groups.map { .group($0) }
      + seenBy.singleGroups.map { .singleGroup($0) }
      + seenBy.kinds.map { .kind($0) }
      + seenBy.tiers.map { .tier($0) }
      + seenBy.subtrees.map { .subtree($0) }
  }
}
