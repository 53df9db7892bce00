import Testing

@testable import Domain
@testable import Views

/// Counts of what moves, against whole views before and after.
@Suite struct MovementCounterTests {
  private typealias Rows = [Party: [RecordID: Row]]

  private struct Expected: Hashable {
    var records: [ViewMovement.Direction: Set<RecordID>] = [:]
  }

  private func rows(of history: RandomHistory) throws -> Rows {
    try Dictionary(
      uniqueKeysWithValues: history.parties.map { ($0, try history.stage.rows(of: $0)) })
  }

  private func expected(_ before: Rows, _ after: Rows) -> [Party: Expected] {
    var result: [Party: Expected] = [:]
    for party in Set(before.keys).union(after.keys) {
      let (old, new) = (before[party] ?? [:], after[party] ?? [:])
      for id in Set(old.keys).union(new.keys) where old[id] != new[id] {
        let direction: ViewMovement.Direction =
          old[id] == nil ? .appears : new[id] == nil ? .disappears : .changes
        result[party, default: Expected()].records[direction, default: []].insert(id)
      }
    }
    return result
  }

  /// Hands every contact over with everything that finds it, as one who reads the store would.
  private func count(
    _ outcome: Stage.Outcome, from before: Topology, _ records: [RecordID: Record],
    in stage: Stage
  ) throws -> ViewMovement {
    var counter = MovementCounter(
      of: outcome.changes, from: before, to: stage.topology, affected: outcome.affected,
      ids: try stage.ids(of: .enterprise), sampleLimit: 2)
    for case .contact(let contact) in records.values {
      if counter.sources.contacts.contains(contact.id) { counter.count(contact, foundIn: .name) }
      if counter.sources.organizations.contains(contact.organization) {
        counter.count(contact, foundIn: .organization(contact.organization))
      }
      for department in Set(contact.placements.map(\.department))
      where counter.sources.placements.contains(department) {
        counter.count(contact, foundIn: .department(department))
      }
    }
    return counter.movement
  }

  @Test(arguments: Array(1...40) as [UInt64])
  func `the numbers are those of whole views compared`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var before = try rows(of: history)
    for _ in 0..<60 {
      let (topology, records) = (history.stage.topology, history.stage.records)
      let outcome = history.write(history.next())
      let after = try rows(of: history)
      let wanted = expected(before, after)
      let found = try count(outcome, from: topology, records, in: history.stage)
      #expect(Set(found.parties.map(\.party)) == Set(wanted.keys))
      for moved in found.parties {
        for direction in ViewMovement.Direction.allCases {
          let records = wanted[moved.party]?.records[direction] ?? []
          #expect(moved.records[direction].count == records.count)
          let sample = moved.sample[direction] ?? []
          #expect(sample.count == min(2, records.count))
          #expect(records.isSuperset(of: sample.map(\.record)))
        }
      }
      for direction in ViewMovement.Direction.allCases {
        let distinct = wanted.values.reduce(into: Set<RecordID>()) {
          $0.formUnion($1.records[direction] ?? [])
        }
        #expect(found.records[direction].count == distinct.count)
      }
      before = after
    }
  }

  @Test func `parties to whom the same rules speak are counted alike but for what is their own`()
    throws
  {
    var stage = Stage()
    let chain = stage.chain("sales")
    let group = stage.group("all", in: chain)
    let department = stage.department("sales")
    let staff = (0..<7).map { stage.contact("c\($0)", in: [department.id]) }
    let partners = (0..<20).map { stage.partner("p\($0)") }
    for partner in partners { stage.join(partner, chain, groups: [group.id]) }
    let (before, records) = (stage.topology, stage.records)
    let rule = Rule(
      id: .init(from: stage.random), organization: .enterprise, code: "r", effect: .allow,
      seen: .init(departments: [department.id]), seenBy: .init(groups: [group.id]),
      fields: .everything)
    let outcome = stage.write([(rule.id.record, .rule(rule))])
    let movement = try count(outcome, from: before, records, in: stage)
    #expect(movement.parties.count == 20)
    #expect(movement.count(of: .appears) == 20)
    #expect(movement.count(of: .disappears) == 0)
    #expect(movement.examined == staff.count + 1)
    for moved in movement.parties {
      #expect(moved.records[.appears].contacts == 7)
      #expect(moved.records[.appears].departments == 1)
    }
    #expect(movement.records[.appears].contacts == 7)
  }

  @Test func `a narrower level counts as a change, and only where something of it shows`() throws {
    var stage = Stage()
    let department = stage.department("sales")
    _ = stage.contact("a", in: [department.id])
    let partner = stage.partner("p")
    var rule = stage.rule(
      seen: .init(departments: [department.id]), by: .init(partners: [partner.id]))
    let (before, records) = (stage.topology, stage.records)
    rule.fields = FieldLevels(
      classes: [.public: .clear, .business: .clear], fields: [.phones: .clear, .lastDay: .hidden])
    // Nobody has a last day, and custom fields of persons neither.
    let still = stage.write([(rule.id.record, .rule(rule))])
    #expect(try count(still, from: before, records, in: stage).parties.isEmpty)
    let middle = stage.topology
    rule.fields.fields[.phones] = .masked
    let outcome = stage.write([(rule.id.record, .rule(rule))])
    let movement = try count(outcome, from: middle, records, in: stage)
    #expect(movement.parties.map(\.party) == [.partner(partner.id)])
    #expect(movement.records[.changes].contacts == 1)
    #expect(movement.records[.changes].departments == 0)
  }
}
