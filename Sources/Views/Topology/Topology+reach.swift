package import Domain

extension Topology {
  /// The parties whose view a change may move, as far as the structure stands now; asked before and
  /// after the change, the two answers together miss nobody.
  func reach(of change: Change) -> Set<Party> {
    var result: Set<Party> = []
    for record in [change.before, change.after] {
      if let record { result.formUnion(reach(of: record)) }
    }
    return result
  }

  private func reach(of record: Record) -> Set<Party> {
    switch record {
    case .group(let group): Set(partners(in: group.id).map { .partner($0) })
    case .partner(let partner): readers(of: .partner(partner.id)).union([.partner(partner.id)])
    case .membership(let membership): [.partner(membership.partner)]
    case .department(let department): readers(of: department)
    case .rule(let rule): readers(of: rule)
    case .enterprise, .chain, .contact, .endpoint, .key: []
    }
  }

  /// Everybody whom a rule speaks to.
  package func readers(of rule: Rule) -> Set<Party> {
    var result = Set(rule.seenBy.partners.map { Party.partner($0) })
    if rule.seenBy.enterprise { result.insert(.enterprise) }
    for group in rule.seenBy.groups {
      result.formUnion(partners(in: group).map { .partner($0) })
    }
    return result
  }

  /// Everybody whom any rule of an organization speaks to.
  private func readers(of organization: Party) -> Set<Party> {
    readers(ofRules: rulesOfOrganization[organization] ?? [])
  }

  private func readers(ofRules ids: some Sequence<RuleID>) -> Set<Party> {
    var result: Set<Party> = []
    for id in ids {
      if let rule = rules[id] { result.formUnion(readers(of: rule)) }
    }
    return result
  }

  /// Everybody who may see a department or anybody in it: its organization, and whom rules speak to
  /// that name it or a department above it.
  private func readers(of department: Department) -> Set<Party> {
    var result: Set<Party> = [department.organization]
    var path = [department.id]
    if let parent = department.parent { path += ancestors(from: parent) }
    for id in path { result.formUnion(readers(ofRules: rulesOfDepartment[id] ?? [])) }
    return result
  }

  /// The parties that may see a contact in these departments: those whom rules speak to that name
  /// it or one of the departments or one above; its own organization included.
  package func readers(of contact: Contact) -> Set<Party> {
    var result: Set<Party> = [contact.organization]
    result.formUnion(readers(ofRules: rulesOfContact[contact.id] ?? []))
    for placement in contact.placements {
      for id in ancestors(from: placement.department) {
        if let rules = rulesOfDepartment[id] { result.formUnion(readers(ofRules: rules)) }
      }
    }
    return result
  }
}
