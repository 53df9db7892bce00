import Domain

extension Chance {
  /// Whom a new rule speaks of.
  mutating func seen(_ department: DepartmentID, _ contact: ContactID?) -> Rule.Seen {
    switch percent() {
    case 0..<45: Rule.Seen(departments: [department])
    case 45..<65: Rule.Seen(singleDepartments: [department])
    case 65..<80: Rule.Seen(positions: [pick(Cast.positions)])
    default:
      contact.map { Rule.Seen(contacts: [$0]) } ?? Rule.Seen(departments: [department])
    }
  }

  /// Whom a rule of an organization speaks to; what a partner may not name is not drawn for it.
  mutating func seers(_ organization: Party, _ cast: Cast) -> Rule.SeenBy {
    if let own = organization.partner {
      return switch percent() {
      case 0..<50: Rule.SeenBy(enterprise: true)
      case 50..<75: Rule.SeenBy(subtrees: [own])
      default: Rule.SeenBy(partners: [pick(cast.partners)])
      }
    }
    return switch percent() {
    case 0..<30: Rule.SeenBy(groups: [pick(cast.groups + cast.otherGroups)])
    case 30..<50: Rule.SeenBy(partners: [pick(cast.partners)])
    case 50..<62: Rule.SeenBy(singleGroups: [pick(cast.groups + cast.otherGroups)])
    case 62..<74: Rule.SeenBy(kinds: [pick(Partner.Kind.allCases)])
    case 74..<88: Rule.SeenBy(subtrees: [pick(cast.partners)])
    default:
      Rule.SeenBy(
        groups: [pick(cast.groups + cast.otherGroups)],
        tiers: [Tier(chain: pick(cast.chains), depth: number(1...3))].compactMap { $0 })
    }
  }

  /// What an endpoint of a party is narrowed to; now and then to nothing less than all.
  mutating func scope(of party: Party, _ cast: Cast) -> Endpoint.Scope {
    let kinds: [Set<RecordKind>?] = [
      nil, nil, [.department], [.contact], [.department, .contact], [.contact, .link],
    ]
    let purposes: [Set<Purpose>?] = [nil, nil, [.service], [.sales], [.service, .sales]]
    let chains: [Set<ChainID>?] = [nil, nil, Set(cast.chains), [pick(cast.chains)]]
    return Endpoint.Scope(
      kinds: pick(kinds), purposes: pick(purposes),
      chains: party == .enterprise ? nil : pick(chains))
  }
}

extension Cast {
  var chains: [ChainID] { [chain] + [otherChain].compactMap { $0 } }
}
