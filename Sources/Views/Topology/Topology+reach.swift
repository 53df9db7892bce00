package import Domain

extension Topology {
  /// The parties whose view a change may move, as far as the structure stands now; asked before and
  /// after the change, the two answers together miss nobody.
  func reach(of change: Change) -> Set<Party> {
    if case .membership(let before)? = change.before,
      case .membership(let after)? = change.after, before.parent == after.parent
    {
      return [.partner(before.partner)]
    }
    if case .department(let before)? = change.before,
      case .department(let after)? = change.after, before.parent != after.parent
    {
      return readers(of: before).union(readers(of: after)).union(readersBelow(after.id))
    }
    if case .agreement(let before)? = change.before,
      case .agreement(let after)? = change.after, before.termsInForce == after.termsInForce
    {
      return []
    }
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
    case .agreement(let agreement):
      readers(of: .partner(agreement.partner)).union([.partner(agreement.partner)])
    case .membership(let membership):
      // Where it hangs decides the tier of all below it, and whose subtree they are in.
      Set(partners(from: membership.id).union([membership.partner]).map { .partner($0) })
    case .department(let department): readers(of: department)
    case .rule(let rule): readers(of: rule)
    case .enterprise, .chain, .contact, .endpoint, .key, .stagedChange, .link: []
    }
  }

  /// Everybody whom any rule of an organization speaks to.
  package func readers(of organization: Party) -> Set<Party> {
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
  /// that name it or, with all below it, a department above.
  private func readers(of department: Department) -> Set<Party> {
    var path = [department.id]
    if let parent = department.parent { path += ancestors(from: parent) }
    var ids = rulesOf[.singleDepartment(department.id)] ?? []
    for id in path { ids.formUnion(rulesOf[.department(id)] ?? []) }
    return readers(ofRules: ids).union([department.organization])
  }

  /// Everybody who may see something below a department, whose nearest visible parent is another
  /// where the department moves.
  private func readersBelow(_ department: DepartmentID) -> Set<Party> {
    var ids: Set<RuleID> = []
    for id in descendants(from: department) {
      ids.formUnion(rulesOf[.singleDepartment(id)] ?? [])
      ids.formUnion(rulesOf[.department(id)] ?? [])
    }
    return readers(ofRules: ids)
  }

  /// The parties that may see a contact with these placements: those whom rules speak to that name
  /// it, one of its positions, or a department as above; its own organization included.
  package func readers(of contact: Contact) -> Set<Party> {
    readers(ofRules: rules(about: contact)).union([contact.organization])
  }

  /// The rules that speak of a contact with these placements, to whomever.
  func rules(about contact: Contact) -> Set<RuleID> {
    var ids = rulesOf[.contact(contact.id)] ?? []
    for placement in contact.placements {
      ids.formUnion(rulesOf[.singleDepartment(placement.department)] ?? [])
      for id in ancestors(from: placement.department) {
        ids.formUnion(rulesOf[.department(id)] ?? [])
      }
      if let position = placement.position {
        ids.formUnion(rulesOf[.position(contact.organization, position)] ?? [])
      }
    }
    return ids
  }

  /// The rules that speak of a department or of one above it, to whomever: what is seen of those
  /// decides which parent it has.
  func rules(about department: Department) -> Set<RuleID> {
    var ids: Set<RuleID> = []
    let path = department.parent.map { ancestors(from: $0) } ?? []
    for id in [department.id] + path {
      ids.formUnion(rulesOf[.singleDepartment(id)] ?? [])
      ids.formUnion(rulesOf[.department(id)] ?? [])
    }
    return ids
  }
}
