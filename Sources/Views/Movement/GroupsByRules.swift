import Domain

/// Groups of parties by the rules that speak of some records, made when they are asked for.
struct GroupsByRules {
  private let before: Topology
  private let after: Topology
  private let parties: [Party]
  private let places: [Party: Int32]
  /// The groups of parties that rules alone tell apart.
  private let first: [Int32]
  private var known: [Key: PartyGroups] = [:]
  private var lists: [Side: [Int32]] = [:]
  private var knownSize = 0
  private var listsSize = 0

  private struct Key: Hashable {
    let owner: Int32?
    let before: [RuleID]
    let after: [RuleID]
  }

  private struct Side: Hashable {
    let rule: RuleID
    let isAfter: Bool
  }

  /// Members of groups, and of lists, that are kept; four bytes each.
  private static let sizeLimit = 2_000_000

  init(parties: [Party], before: Topology, after: Topology) {
    self.parties = parties
    self.before = before
    self.after = after
    places = Dictionary(
      uniqueKeysWithValues: parties.enumerated().map { ($0.element, Int32($0.offset)) })
    var groups: [[PartyStanding]: Int32] = [:]
    first = parties.map { party in
      let standing = [PartyStanding(of: party, in: before), PartyStanding(of: party, in: after)]
      if let group = groups[standing] { return group }
      let group = Int32(groups.count)
      groups[standing] = group
      return group
    }
  }

  var isFull: Bool { knownSize > Self.sizeLimit }

  func place(of party: Party) -> Int32? { places[party] }

  /// The groups of all parties but the owner of the records.
  mutating func groups(
    of owner: Party, before: Set<RuleID>, after: Set<RuleID>
  ) -> PartyGroups {
    let key = Key(owner: places[owner], before: before.sorted(), after: after.sorted())
    if let groups = known[key] { return groups }
    let lists =
      key.before.map { readers(Side(rule: $0, isAfter: false)) }
      + key.after.map { readers(Side(rule: $0, isAfter: true)) }
    let groups = PartyGroups(splitting: first, by: lists, without: key.owner)
    known[key] = groups
    knownSize += parties.count + key.before.count + key.after.count
    return groups
  }

  /// Adds what the groups counted to each of their members.
  func pour(into tallies: inout [MovementTally], keeping limit: Int) {
    for groups in known.values {
      for (members, tally) in zip(groups.members, groups.tallies) where !tally.records.isEmpty {
        for member in members { tallies[Int(member)].add(tally, keeping: limit) }
      }
    }
  }

  /// Forgets all groups; what they counted must have been poured out.
  mutating func clear() {
    known = [:]
    knownSize = 0
  }

  private mutating func readers(_ side: Side) -> [Int32] {
    if let list = lists[side] { return list }
    let topology = side.isAfter ? after : before
    let readers = topology.rules[side.rule].map { topology.readers(of: $0) } ?? []
    let list = readers.compactMap { places[$0] }
    if listsSize > Self.sizeLimit {
      lists = [:]
      listsSize = 0
    }
    lists[side] = list
    listsSize += list.count + 1
    return list
  }
}

/// What decides beside rules how much a party sees: equal ones with the same rules see the same.
struct PartyStanding: Hashable {
  private let hasView: Bool
  private let terms: Terms?

  init(of party: Party, in topology: Topology) {
    hasView = topology.hasView(party)
    terms = topology.terms(of: party)
  }
}
