/// What sort of thing a record describes; the raw value stands in the store and in the journal's
/// hashes, so a number is never used again for something else.
package enum RecordKind: UInt8, CaseIterable, Sendable {
  case enterprise = 1
  case chain = 2
  case group = 3
  case partner = 4
  case membership = 5
  case department = 6
  case contact = 7
  case rule = 8
  case endpoint = 9
  case key = 10
  case stagedChange = 11
  case agreement = 12
  case link = 13

  /// The word for the kind in API, events and messages.
  package var name: String {
    switch self {
    case .enterprise: "enterprise"
    case .chain: "chain"
    case .group: "group"
    case .partner: "partner"
    case .membership: "membership"
    case .department: "department"
    case .contact: "contact"
    case .rule: "rule"
    case .endpoint: "endpoint"
    case .key: "key"
    case .stagedChange: "staged_change"
    case .agreement: "agreement"
    case .link: "link"
    }
  }

  /// Whether a change of such a record can change what parties see of other records.
  package var isTopology: Bool {
    switch self {
    case .chain, .group, .partner, .membership, .department, .rule, .agreement: true
    case .enterprise, .contact, .endpoint, .key, .stagedChange, .link: false
    }
  }
}
