/// What a change sets in a record of one kind.
package enum RecordChange: Hashable, Sendable {
  case chain(ChainID, Chain.Change)
  case group(GroupID, Group.Change)
  case partner(PartnerID, Partner.Change)
  case membership(MembershipID, Membership.Change)
  case department(DepartmentID, Department.Change)
  case contact(ContactID, Contact.Change)
  case rule(RuleID, Rule.Change)
  case endpoint(EndpointID, Endpoint.Change)
  case agreement(AgreementID, Agreement.Change)
  case link(LinkID, Link.Change)

  package var record: RecordID {
    switch self {
    case .chain(let id, _): id.record
    case .group(let id, _): id.record
    case .partner(let id, _): id.record
    case .membership(let id, _): id.record
    case .department(let id, _): id.record
    case .contact(let id, _): id.record
    case .rule(let id, _): id.record
    case .endpoint(let id, _): id.record
    case .agreement(let id, _): id.record
    case .link(let id, _): id.record
    }
  }

  package var kind: RecordKind {
    switch self {
    case .chain: .chain
    case .group: .group
    case .partner: .partner
    case .membership: .membership
    case .department: .department
    case .contact: .contact
    case .rule: .rule
    case .endpoint: .endpoint
    case .agreement: .agreement
    case .link: .link
    }
  }

  /// The record with the change made, or nil if `record` is of another kind.
  package func applied(to record: Record) -> Record? {
    switch (self, record) {
    case (.chain(_, let change), .chain(let old)): .chain(old.applying(change))
    case (.group(_, let change), .group(let old)): .group(old.applying(change))
    case (.partner(_, let change), .partner(let old)): .partner(old.applying(change))
    case (.membership(_, let change), .membership(let old)): .membership(old.applying(change))
    case (.department(_, let change), .department(let old)): .department(old.applying(change))
    case (.contact(_, let change), .contact(let old)): .contact(old.applying(change))
    case (.rule(_, let change), .rule(let old)): .rule(old.applying(change))
    case (.endpoint(_, let change), .endpoint(let old)): .endpoint(old.applying(change))
    case (.agreement(_, let change), .agreement(let old)): .agreement(old.applying(change))
    case (.link(_, let change), .link(let old)): .link(old.applying(change))
    default: nil
    }
  }
}
