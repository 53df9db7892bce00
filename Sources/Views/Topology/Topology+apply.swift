package import Domain

extension Topology {
  /// Takes the changes of one entry over and tells whose view they may move.
  ///
  /// Records that are no structure are passed over. Entries must come in order of position.
  @discardableResult
  package mutating func apply(_ changes: [Change], at position: Position) -> Set<Party> {
    var affected: Set<Party> = []
    if changes.contains(where: \.kind.isTopology) { sums = SharedRuleSums() }
    for change in changes where change.kind.isTopology {
      structure = position
      affected.formUnion(reach(of: change))
      replace(change.before, by: change.after)
      affected.formUnion(reach(of: change))
    }
    for party in affected { touched[party] = position }
    self.position = position
    return affected
  }

  private mutating func replace(_ before: Record?, by after: Record?) {
    if let before { remove(before) }
    if let after { insert(after) }
  }

  private mutating func remove(_ record: Record) {
    switch record {
    case .chain(let chain): chains[chain.id] = nil
    case .group(let group):
      groups[group.id] = nil
      if let parent = group.parent { childrenOfGroup.remove(group.id, under: parent) }
    case .partner(let partner):
      partners[partner.id] = nil
      partnersOfKind.remove(partner.id, under: partner.kind)
    case .membership(let membership): remove(membership)
    case .department(let department):
      departments[department.id] = nil
      departmentsOf.remove(department.id, under: department.organization)
      if let parent = department.parent {
        childrenOfDepartment.remove(department.id, under: parent)
      }
    case .rule(let rule): remove(rule)
    case .agreement(let agreement):
      agreements[agreement.id] = nil
      agreementOf[agreement.partner] = nil
      termsOf[agreement.partner] = nil
      ceilingOf[agreement.partner] = nil
      due.remove(.agreement(agreement.id), agreement.due)
      narrowing.remove(.agreement(agreement.id), agreement.narrowing)
    case .enterprise, .contact, .endpoint, .key, .stagedChange, .link: break
    }
  }

  private mutating func insert(_ record: Record) {
    switch record {
    case .chain(let chain): chains[chain.id] = chain
    case .group(let group):
      groups[group.id] = group
      if let parent = group.parent { childrenOfGroup.insert(group.id, under: parent) }
    case .partner(let partner):
      partners[partner.id] = partner
      partnersOfKind.insert(partner.id, under: partner.kind)
    case .membership(let membership): insert(membership)
    case .department(let department):
      departments[department.id] = department
      departmentsOf.insert(department.id, under: department.organization)
      if let parent = department.parent {
        childrenOfDepartment.insert(department.id, under: parent)
      }
    case .rule(let rule): insert(rule)
    case .agreement(let agreement):
      agreements[agreement.id] = agreement
      agreementOf[agreement.partner] = agreement.id
      termsOf[agreement.partner] = agreement.termsInForce
      ceilingOf[agreement.partner] = LevelTable(agreement.termsInForce.ceiling)
      due.insert(.agreement(agreement.id), agreement.due)
      narrowing.insert(.agreement(agreement.id), agreement.narrowing)
    case .enterprise, .contact, .endpoint, .key, .stagedChange, .link: break
    }
  }

  private mutating func remove(_ membership: Membership) {
    memberships[membership.id] = nil
    membershipsOfPartner.remove(membership.id, under: membership.partner)
    for group in membership.groups { membershipsOfGroup.remove(membership.id, under: group) }
    if let parent = membership.parent {
      childrenOfMembership.remove(membership.id, under: parent)
    } else {
      topMemberships.remove(membership.id, under: membership.chain)
    }
  }

  private mutating func insert(_ membership: Membership) {
    memberships[membership.id] = membership
    membershipsOfPartner.insert(membership.id, under: membership.partner)
    for group in membership.groups { membershipsOfGroup.insert(membership.id, under: group) }
    if let parent = membership.parent {
      childrenOfMembership.insert(membership.id, under: parent)
    } else {
      topMemberships.insert(membership.id, under: membership.chain)
    }
  }

  private mutating func remove(_ rule: Rule) {
    rules[rule.id] = nil
    due.remove(.rule(rule.id), rule.due)
    narrowing.remove(.rule(rule.id), rule.narrowing)
    rulesOfOrganization.remove(rule.id, under: rule.organization)
    for selector in rule.seenSelectors { rulesOf.remove(rule.id, under: selector) }
    for selector in rule.seerSelectors { rulesOf.remove(rule.id, under: selector) }
  }

  private mutating func insert(_ rule: Rule) {
    rules[rule.id] = rule
    due.insert(.rule(rule.id), rule.due)
    narrowing.insert(.rule(rule.id), rule.narrowing)
    rulesOfOrganization.insert(rule.id, under: rule.organization)
    for selector in rule.seenSelectors { rulesOf.insert(rule.id, under: selector) }
    for selector in rule.seerSelectors { rulesOf.insert(rule.id, under: selector) }
  }
}

extension Dictionary {
  fileprivate mutating func insert<Member>(_ member: Member, under key: Key)
  where Value == Set<Member> {
    self[key, default: []].insert(member)
  }

  /// Leaves no empty set behind.
  fileprivate mutating func remove<Member>(_ member: Member, under key: Key)
  where Value == Set<Member> {
    self[key]?.remove(member)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}
