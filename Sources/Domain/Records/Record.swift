import Crypto

/// Any record of an enterprise, as one version of it stands in the store.
///
/// Indirect, so that to hand a record on counts one reference instead of one for each of its fields:
/// a command's records pass through a dozen hands.
package indirect enum Record: Hashable, Sendable {
  case enterprise(Enterprise)
  case chain(Chain)
  case group(Group)
  case partner(Partner)
  case membership(Membership)
  case department(Department)
  case contact(Contact)
  case rule(Rule)
  case endpoint(Endpoint)
  case key(Key)
  case stagedChange(StagedChange)
  case agreement(Agreement)
  case link(Link)

  package var id: RecordID {
    switch self {
    case .enterprise(let record): record.id.record
    case .chain(let record): record.id.record
    case .group(let record): record.id.record
    case .partner(let record): record.id.record
    case .membership(let record): record.id.record
    case .department(let record): record.id.record
    case .contact(let record): record.id.record
    case .rule(let record): record.id.record
    case .endpoint(let record): record.id.record
    case .key(let record): record.id.record
    case .stagedChange(let record): record.id.record
    case .agreement(let record): record.id.record
    case .link(let record): record.id.record
    }
  }

  package var kind: RecordKind {
    switch self {
    case .enterprise: .enterprise
    case .chain: .chain
    case .group: .group
    case .partner: .partner
    case .membership: .membership
    case .department: .department
    case .contact: .contact
    case .rule: .rule
    case .endpoint: .endpoint
    case .key: .key
    case .stagedChange: .stagedChange
    case .agreement: .agreement
    case .link: .link
    }
  }

  /// The party whose admins write the record.
  package var owner: Party {
    switch self {
    case .enterprise, .chain, .group, .partner, .membership, .agreement: .enterprise
    case .department(let record): record.organization
    case .contact(let record): record.organization
    case .link(let record): record.organization
    case .rule(let record): record.organization
    case .endpoint(let record): record.party
    case .key(let record): record.party
    case .stagedChange(let record): record.organization
    }
  }
}
