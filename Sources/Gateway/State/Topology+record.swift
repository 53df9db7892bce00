import Domain
import Views

extension Topology {
  /// The record of a kind that is structure, as it stands in this topology.
  func record(_ id: RecordID, _ kind: RecordKind) -> Record? {
    switch kind {
    case .chain: chains[ChainID(id)].map { .chain($0) }
    case .group: groups[GroupID(id)].map { .group($0) }
    case .partner: partners[PartnerID(id)].map { .partner($0) }
    case .membership: memberships[MembershipID(id)].map { .membership($0) }
    case .department: departments[DepartmentID(id)].map { .department($0) }
    case .rule: rules[RuleID(id)].map { .rule($0) }
    case .agreement: agreements[AgreementID(id)].map { .agreement($0) }
    case .enterprise, .contact, .endpoint, .key, .stagedChange, .link: nil
    }
  }
}
