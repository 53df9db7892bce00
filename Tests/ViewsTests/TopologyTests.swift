import Testing

@testable import Domain
@testable import Views

/// Topology kept entry by entry, against everything worked out anew.
@Suite struct TopologyTests {
  private typealias Views = [Party: [RecordID: Row]]

  private func views(of history: RandomHistory) throws -> Views {
    try Dictionary(
      uniqueKeysWithValues: history.parties.map { ($0, try history.stage.rows(of: $0)) })
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `an entry moves the views of nobody but those it is said to reach`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var before = try views(of: history)
    var moved = 0
    for _ in 0..<200 {
      let topology = history.stage.topology
      let outcome = history.write(history.next())
      let after = try views(of: history)
      let reached = reached(by: outcome, from: topology, to: history.stage.topology)
      for party in history.parties where before[party] != after[party] {
        moved += 1
        #expect(reached.contains(party), "\(outcome.changes)")
      }
      before = after
    }
    #expect(moved > 20)
  }

  /// Those told by the topology, and for a contact those who may read it before or after.
  private func reached(
    by outcome: Stage.Outcome, from before: Topology, to after: Topology
  ) -> Set<Party> {
    var result = outcome.affected
    for change in outcome.changes {
      if case .contact(let contact)? = change.before {
        result.formUnion(before.readers(of: contact))
      }
      if case .contact(let contact)? = change.after {
        result.formUnion(after.readers(of: contact))
      }
    }
    return result
  }

  @Test(arguments: [7, 8] as [UInt64])
  func `levels are those of the design's words`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var seen = 0
    for step in 0..<300 {
      _ = history.write(history.next())
      guard step % 10 == 0 else { continue }
      let stage = history.stage
      for party in history.parties {
        let naive = NaiveVisibility(records: stage.records, party: party)
        let scope = stage.scope(of: party)
        for record in stage.records.values {
          switch record {
          case .contact(let contact):
            let visibility = scope.visibility(of: contact)
            if visibility != nil { seen += 1 }
            #expect(naive.agrees(visibility, with: contact))
          case .department(let department):
            #expect(naive.agrees(scope.visibility(of: department), with: department))
          default: break
          }
        }
      }
    }
    #expect(seen > 50)
  }

  @Test(arguments: [10, 11] as [UInt64])
  func `a view holds every record that is seen and no other`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    for step in 0..<200 {
      _ = history.write(history.next())
      guard step % 10 == 0 else { continue }
      for party in history.parties {
        let builder = try history.stage.builder(for: party)
        let reader = RecordsNow(records: history.stage.records)
        let scan = try history.stage.records.compactMapValues { record in
          try builder.row(of: record, at: history.stage.position, reader)
        }
        #expect(try history.stage.rows(of: party) == scan)
      }
    }
  }

  @Test(arguments: [13, 14] as [UInt64])
  func `a topology replayed or built from its records shows what the kept one shows`(
    seed: UInt64
  ) throws {
    var history = try RandomHistory(seed: seed)
    var replayed = Topology(enterprise: history.stage.enterprise)
    // What the history began with.
    let first = history.stage.records.values.map { Change.creating($0) }
    replayed.apply(first, at: history.stage.position)
    for step in 0..<300 {
      let snapshot = history.stage.topology
      let outcome = history.write(history.next())
      #expect(snapshot.position < history.stage.topology.position)
      let affected = replayed.apply(outcome.changes, at: history.stage.position)
      #expect(affected == outcome.affected)
      for party in outcome.affected {
        #expect(replayed.touched(party) == history.stage.position)
        #expect(history.stage.topology.touched(party) == history.stage.position)
      }
      guard step % 25 == 0 else { continue }
      try expectSame(replayed, history)
      var built = Topology(enterprise: history.stage.enterprise)
      for record in history.stage.records.values {
        built.apply([.creating(record)], at: history.stage.position)
      }
      try expectSame(built, history)
    }
  }

  private func expectSame(_ topology: Topology, _ history: RandomHistory) throws {
    let stage = history.stage
    for party in history.parties {
      let rows = RowBuilder(scope: Scope(of: party, in: topology), ids: try stage.ids(of: party))
      let view = PlainView(rows: rows, reader: RecordsNow(records: stage.records))
      #expect(try view.rows(at: stage.position) == stage.rows(of: party))
    }
    for contact in history.contacts {
      #expect(topology.readers(of: contact) == stage.topology.readers(of: contact))
    }
  }

  @Test func `a party that an entry does not reach keeps the place of its last touch`() {
    var stage = Stage()
    let one = stage.partner("one")
    let touched = stage.topology.touched(.partner(one.id))
    #expect(touched == stage.position)
    let two = stage.partner("two")
    #expect(stage.topology.touched(.partner(one.id)) == touched)
    #expect(stage.topology.touched(.partner(two.id)) == stage.position)
    #expect(stage.topology.position == stage.position)
    #expect(stage.topology.touched(.partner(.init(from: stage.random))) == .start)
  }
}
