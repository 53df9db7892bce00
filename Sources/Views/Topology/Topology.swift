package import Domain

/// The structure of one enterprise at one position: everything that decides who may see what, and
/// nothing that is seen through it but departments.
///
/// A value: the writer edits its own and publishes copies; readers keep one as long as they like.
package struct Topology: Sendable {
  package let enterprise: EnterpriseID
  /// The newest entry that is in it.
  package var position: Position
  /// The newest entry that changed anything in it.
  package internal(set) var structure = Position.start

  package internal(set) var chains: [ChainID: Chain] = [:]
  package internal(set) var groups: [GroupID: Group] = [:]
  package internal(set) var partners: [PartnerID: Partner] = [:]
  package internal(set) var memberships: [MembershipID: Membership] = [:]
  package internal(set) var departments: [DepartmentID: Department] = [:]
  package internal(set) var rules: [RuleID: Rule] = [:]
  package internal(set) var agreements: [AgreementID: Agreement] = [:]

  var membershipsOfPartner: [PartnerID: Set<MembershipID>] = [:]
  var membershipsOfGroup: [GroupID: Set<MembershipID>] = [:]
  var childrenOfMembership: [MembershipID: Set<MembershipID>] = [:]
  /// Those under no other.
  var topMemberships: [ChainID: Set<MembershipID>] = [:]
  var partnersOfKind: [Partner.Kind: Set<PartnerID>] = [:]
  var childrenOfGroup: [GroupID: Set<GroupID>] = [:]
  var childrenOfDepartment: [DepartmentID: Set<DepartmentID>] = [:]
  var departmentsOf: [Party: Set<DepartmentID>] = [:]
  var rulesOfOrganization: [Party: Set<RuleID>] = [:]
  var rulesOf: [Selector: Set<RuleID>] = [:]
  var agreementOf: [PartnerID: AgreementID] = [:]
  /// What is in force of each, which outside of its term is nothing.
  var termsOf: [PartnerID: Terms] = [:]
  /// The ceilings of the same, as decisions need them.
  var ceilingOf: [PartnerID: LevelTable] = [:]

  /// What its window or term will move on, by when.
  package internal(set) var due = DueRecords()
  /// What its window or term will have take something away from somebody, by when.
  package internal(set) var narrowing = DueRecords()

  /// What rules give under this structure, for as long as it stands.
  var sums = SharedRuleSums()

  /// Where a party's own part of the structure changed last.
  var touched: [Party: Position] = [:]

  package init(enterprise: EnterpriseID, position: Position = .start) {
    self.enterprise = enterprise
    self.position = position
  }

  /// Which of its sets of ids a party knows records by.
  package func idEpoch(of party: Party) -> Int {
    party.partner.flatMap { partners[$0]?.idEpoch } ?? 0
  }

  /// The newest position at which anything changed that decides what `party` may see.
  package func touched(_ party: Party) -> Position {
    touched[party] ?? .start
  }
}
