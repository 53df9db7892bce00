package import Domain

extension Topology {
  /// The rules that speak to a party.
  package func rules(for party: Party) -> [Rule] {
    ruleIDs(for: party).compactMap { rules[$0] }
  }

  /// Where `chains` is given, of those that reach it through a chain only those through one of these.
  func ruleIDs(for party: Party, through chains: Set<ChainID>? = nil) -> Set<RuleID> {
    var ids: Set<RuleID> = []
    for selector in selectors(naming: party, through: chains) {
      ids.formUnion(rulesOf[selector] ?? [])
    }
    return ids
  }

  /// Everybody whom a rule speaks to.
  package func readers(of rule: Rule) -> Set<Party> {
    var result: Set<Party> = []
    for selector in rule.seerSelectors { result.formUnion(parties(named: selector)) }
    return result
  }

  /// The members of `seen_by` that name nobody now, by list and place in it.
  package func idleSelectors(of seenBy: Rule.SeenBy) -> [IdleSelector] {
    func idle(_ list: IdleSelector.List, _ selectors: [Selector]) -> [IdleSelector] {
      selectors.enumerated().compactMap { place, selector in
        parties(named: selector).isEmpty ? IdleSelector(list: list, place: place) : nil
      }
    }
    return idle(.groups, seenBy.groups.map { .group($0) })
      + idle(.singleGroups, seenBy.singleGroups.map { .singleGroup($0) })
      + idle(.kinds, seenBy.kinds.map { .kind($0) })
      + idle(.tiers, seenBy.tiers.map { .tier($0) })
  }

  /// Everything by which a rule may speak to a party.
  func selectors(naming party: Party, through chains: Set<ChainID>? = nil) -> Set<Selector> {
    guard let partner = party.partner else { return [.enterprise] }
    var result: Set<Selector> = [.partner(partner), .subtree(partner)]
    if let kind = partners[partner]?.kind { result.insert(.kind(kind)) }
    for membership in memberships(of: partner)
    where chains?.contains(membership.chain) ?? true {
      for group in membership.groups {
        result.insert(.singleGroup(group))
        for above in ancestors(from: group) { result.insert(.group(above)) }
      }
      let path = path(to: membership)
      if let tier = Tier(chain: membership.chain, depth: path.count) { result.insert(.tier(tier)) }
      for above in path { result.insert(.subtree(above.partner)) }
    }
    return result
  }

  /// Whom a selector names now; nobody if it says what is seen.
  func parties(named selector: Selector) -> Set<Party> {
    switch selector {
    case .enterprise: [.enterprise]
    case .partner(let partner): [.partner(partner)]
    case .group(let group): Self.parties(partners(in: group))
    case .singleGroup(let group): Self.parties(partners(of: membershipsOfGroup[group] ?? []))
    case .kind(let kind): Self.parties(partnersOfKind[kind] ?? [])
    case .tier(let tier): Self.parties(partners(of: memberships(on: tier)))
    case .subtree(let partner): Self.parties(subtree(of: partner))
    case .department, .singleDepartment, .contact, .position: []
    }
  }

  private static func parties(_ partners: some Sequence<PartnerID>) -> Set<Party> {
    Set(partners.map { Party.partner($0) })
  }

  private func partners(of memberships: some Sequence<MembershipID>) -> Set<PartnerID> {
    Set(memberships.compactMap { self.memberships[$0]?.partner })
  }

  /// A membership and those above it, nearest first; as many as its tier.
  private func path(to membership: Membership) -> [Membership] {
    var result = [membership]
    while let above = result.last?.parent.flatMap({ memberships[$0] }) { result.append(above) }
    return result
  }

  private func memberships(on tier: Tier) -> Set<MembershipID> {
    var level = topMemberships[tier.chain] ?? []
    for _ in 1..<tier.depth {
      level = level.reduce(into: []) { $0.formUnion(childrenOfMembership[$1] ?? []) }
    }
    return level
  }

  /// A partner and everybody below it in any chain.
  private func subtree(of partner: PartnerID) -> Set<PartnerID> {
    var result: Set<PartnerID> = [partner]
    for membership in membershipsOfPartner[partner] ?? [] {
      result.formUnion(partners(from: membership))
    }
    return result
  }

  /// The partners of a membership and of all below it.
  func partners(from membership: MembershipID) -> Set<PartnerID> {
    var result: Set<PartnerID> = []
    var queue = [membership]
    while let next = queue.popLast() {
      if let partner = memberships[next]?.partner { result.insert(partner) }
      queue += childrenOfMembership[next] ?? []
    }
    return result
  }
}

/// A selector of a rule that names nobody: no fault, for somebody may come, but seldom meant.
package struct IdleSelector: Hashable, Sendable {
  package let list: List
  package let place: Int

  package enum List: Sendable {
    case groups
    case singleGroups
    case kinds
    case tiers
  }
}
