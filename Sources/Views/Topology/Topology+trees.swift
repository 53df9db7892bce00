package import Domain

extension Topology {
  /// A department and those above it, nearest first.
  package func ancestors(from department: DepartmentID) -> [DepartmentID] {
    var result: [DepartmentID] = []
    var next: DepartmentID? = department
    while let current = next {
      result.append(current)
      next = departments[current]?.parent
    }
    return result
  }

  /// A department and everything below it.
  package func descendants(from department: DepartmentID) -> [DepartmentID] {
    var result = [department]
    var index = 0
    while index < result.count {
      result += childrenOfDepartment[result[index]] ?? []
      index += 1
    }
    return result
  }

  package func departments(of organization: Party) -> Set<DepartmentID> {
    departmentsOf[organization] ?? []
  }

  /// A group and those above it, nearest first.
  package func ancestors(from group: GroupID) -> [GroupID] {
    var result: [GroupID] = []
    var next: GroupID? = group
    while let current = next {
      result.append(current)
      next = groups[current]?.parent
    }
    return result
  }

  /// The partners with a membership in a group or in one below it.
  package func partners(in group: GroupID) -> Set<PartnerID> {
    var result: Set<PartnerID> = []
    var queue = [group]
    while let next = queue.popLast() {
      for id in membershipsOfGroup[next] ?? [] {
        if let membership = memberships[id] { result.insert(membership.partner) }
      }
      queue += childrenOfGroup[next] ?? []
    }
    return result
  }

  /// The memberships of a partner by ascending id.
  package func memberships(of partner: PartnerID) -> [Membership] {
    (membershipsOfPartner[partner] ?? []).sorted().compactMap { memberships[$0] }
  }

  /// The partners directly above and below a partner in any chain: those that it may name.
  package func neighbours(of partner: PartnerID) -> Set<PartnerID> {
    let own = memberships(of: partner)
    let above = own.compactMap { $0.parent.flatMap { memberships[$0]?.partner } }
    let below = own.flatMap { childrenOfMembership[$0.id] ?? [] }
    return Set(above).union(below.compactMap { memberships[$0]?.partner }).subtracting([partner])
  }

  /// Whether an organization's rules are in force: always the enterprise's, a partner's while it is
  /// linked and no longer pending.
  func givesRecords(_ organization: Party) -> Bool {
    guard let partner = organization.partner else { return true }
    return switch partners[partner]?.state {
    case .active, .suspended: true
    case .pending, .terminated, nil: false
    }
  }

  /// Whether a party has a view at all.
  ///
  /// A suspended partner has one that nobody reads: its copies
  /// stay where they are and are moved on from there.
  package func hasView(_ party: Party) -> Bool {
    givesRecords(party)
  }
}
