import Domain

extension ViewSources {
  /// What the changes of one entry may have moved for any of some parties beyond the contacts among
  /// them; what a rule speaks of is found once, however many parties it speaks to.
  static func difference(
    for parties: some Sequence<Party>, from before: Topology, to after: Topology,
    by changes: [Change]
  ) -> ViewSources {
    var result = ViewSources()
    var old: Set<RuleID> = []
    var new: Set<RuleID> = []
    var isConcerned = false
    // Where rules alone change, nothing else can move for anybody.
    let hasAgreement = changes.contains { $0.kind == .agreement }
    let isOfRules = changes.allSatisfy { $0.kind == .rule || !$0.kind.isTopology }
    for party in parties {
      isConcerned = true
      if isOfRules { break }
      guard
        before.hasView(party) == after.hasView(party),
        before.idEpoch(of: party) == after.idEpoch(of: party)
      else {
        result.organizations.insert(party)
        result.departments.formUnion(before.departments(of: party))
        result.departments.formUnion(after.departments(of: party))
        old.formUnion(before.rules(for: party).map(\.id))
        new.formUnion(after.rules(for: party).map(\.id))
        continue
      }
      let left = before.rulesInForce(for: party)
      let right = after.rulesInForce(for: party)
      for (id, rule) in left where right[id] != rule { old.insert(id) }
      for (id, rule) in right where left[id] != rule { new.insert(id) }
      guard hasAgreement else { continue }
      let cut = right.values.filter {
        before.isCut(otherwise: after, for: party, over: $0.organization)
      }
      new.formUnion(cut.filter { $0.effect == .allow }.map(\.id))
    }
    guard isConcerned else { return result }
    for change in changes {
      switch change.kind {
      case .rule:
        old.insert(RuleID(change.id))
        new.insert(RuleID(change.id))
      case .department: result.formUnion(sources(of: change, from: before, to: after))
      default: break
      }
    }
    for rule in old.compactMap({ before.rules[$0] }) { result.formUnion(before.sources(of: rule)) }
    for rule in new.compactMap({ after.rules[$0] }) { result.formUnion(after.sources(of: rule)) }
    return result
  }
}
