import Domain

extension RowPlanner {
  mutating func plan(
    _ row: PartnerRow, _ id: PartnerID, in state: some DirectoryState
  ) throws -> RowPlan {
    let known = try find(.partner, row.code, in: state.enterprise.record, state)
    guard let known, case .partner(let old)? = try state.record(known, .partner) else {
      try requireReachable(row.state, from: .pending)
      let name = try require(row.name, "name", of: .partner)
      let kind = try require(row.kind, "kind", of: .partner)
      return .creating(.partner(Partner(id: id, code: row.code, name: name, kind: kind)))
    }
    try requireReachable(row.state, from: old.state)
    var change = Partner.Change()
    var fields: [String] = []
    if let name = row.name, name != old.name {
      change.name = name
      fields.append("name")
    }
    if let kind = row.kind, kind != old.kind {
      change.kind = kind
      fields.append("kind")
    }
    return .changing(fields, .partner(old.id, change))
  }

  /// Of a partner's life an import takes the first step only: the others take something away.
  private func requireReachable(
    _ wanted: Partner.State?, from present: Partner.State
  ) throws {
    guard let wanted, wanted != present, (present, wanted) != (.pending, .active) else { return }
    throw Refusal(
      .wrongState,
      "an import activates a pending partner and moves no other; this one is \(present.name):"
        + " leave the state out, or suspend, resume or terminate it by hand", field: "state")
  }

  mutating func plan(
    _ row: MembershipRow, _ id: MembershipID, in state: some DirectoryState
  ) throws -> RowPlan {
    let enterprise = state.enterprise.record
    let chain = ChainID(try require(.chain, row.chain, in: enterprise, field: "chain", state))
    let partner = PartnerID(
      try require(.partner, row.partner, in: enterprise, field: "partner", state))
    let groups = try groups(of: row, in: chain, state)
    let parent = try row.parent.map { code in
      try code.map { try membership(of: $0, in: chain, state) }
    }
    let name = UniqueName(membershipOf: partner, in: chain)
    guard let known = try find(name, state),
      case .membership(let old)? = try state.record(known, .membership)
    else {
      return .creating(
        .membership(
          Membership(
            id: id, chain: chain, partner: partner, groups: groups ?? [], parent: parent ?? nil)))
    }
    var change = Membership.Change()
    var fields: [String] = []
    if let groups, groups != old.groups {
      change.groups = groups
      fields.append("groups")
    }
    if let parent, parent != old.parent {
      change.parent = parent
      fields.append("parent")
    }
    return .changing(fields, .membership(old.id, change))
  }

  private mutating func groups(
    of row: MembershipRow, in chain: ChainID, _ state: some DirectoryState
  ) throws -> [GroupID]? {
    guard let codes = row.groups else { return nil }
    var groups: [GroupID] = []
    for (number, code) in codes.enumerated() {
      let id = try require(.group, code, in: chain.record, field: "groups/\(number)", state)
      groups.append(GroupID(id))
    }
    return groups
  }

  /// The membership of the partner with a code.
  private mutating func membership(
    of code: Code, in chain: ChainID, _ state: some DirectoryState
  ) throws -> MembershipID {
    let partner = PartnerID(
      try require(.partner, code, in: state.enterprise.record, field: "parent", state))
    guard let id = try find(UniqueName(membershipOf: partner, in: chain), state) else {
      throw Refusal(
        .invalidReference,
        "the partner \"\(code.text)\" is no member of the chain; give it a membership first",
        field: "parent")
    }
    return MembershipID(id)
  }
}
