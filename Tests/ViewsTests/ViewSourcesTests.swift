import Testing

@testable import Domain
@testable import Views

/// Where a run looks for what an entry moved, against two whole views.
@Suite struct ViewSourcesTests {
  private typealias Rows = [Party: [RecordID: Row]]

  private func rows(of history: RandomHistory) throws -> Rows {
    try Dictionary(
      uniqueKeysWithValues: history.parties.map { ($0, try history.stage.rows(of: $0)) })
  }

  private func holds(_ record: Record, _ sources: ViewSources) -> Bool {
    switch record {
    case .department(let department): return sources.departments.contains(department.id)
    case .contact(let contact):
      return sources.contacts.contains(contact.id)
        || sources.organizations.contains(contact.organization)
        || contact.placements.contains { sources.placements.contains($0.department) }
    default: return false
    }
  }

  @Test(arguments: Array(1...40) as [UInt64])
  func `no record moves that an entry neither changes nor has looked for`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var before = try rows(of: history)
    for _ in 0..<60 {
      let (old, records) = (history.stage.topology, history.stage.records)
      let outcome = history.write(history.next())
      let after = try rows(of: history)
      let changed = Set(outcome.changes.map(\.id))
      for party in history.parties where before[party] != after[party] {
        let sources = ViewSources.difference(
          for: party, from: old, to: history.stage.topology, by: outcome.changes)
        let left = before[party] ?? [:]
        let right = after[party] ?? [:]
        for id in Set(left.keys).union(right.keys) where left[id] != right[id] {
          guard let record = records[id] ?? history.stage.records[id] else { continue }
          if case .contact = record, changed.contains(id) { continue }
          let kinds = outcome.changes.map(\.kind)
          #expect(holds(record, sources), "\(party) \(record.kind) by \(kinds)")
        }
      }
      before = after
    }
  }

  @Test func `who sees what is below a department hears of its move, though not of itself`() {
    var stage = Stage()
    let top = stage.department("top")
    var hidden = stage.department("hidden")
    let below = stage.department("below", under: hidden.id)
    let partner = stage.partner("p")
    let seenBy = Rule.SeenBy(partners: [partner.id])
    stage.rule(seen: .init(singleDepartments: [top.id, below.id]), by: seenBy)
    #expect(stage.scope(of: .partner(partner.id)).visibleParent(of: below) == nil)
    hidden.parent = top.id
    let reached = stage.put(.department(hidden))
    #expect(stage.scope(of: .partner(partner.id)).visibleParent(of: below) == top.id)
    #expect(reached.contains(.partner(partner.id)))
  }

  @Test func `what is below a department is looked at when that comes into view alone`() {
    var stage = Stage()
    let top = stage.department("top")
    let below = stage.department("below", under: top.id)
    let partner = stage.partner("p")
    let seenBy = Rule.SeenBy(partners: [partner.id])
    stage.rule(seen: .init(singleDepartments: [below.id]), by: seenBy)
    let before = stage.topology
    stage.rule(seen: .init(singleDepartments: [top.id]), by: seenBy)
    let sources = ViewSources.difference(
      for: .partner(partner.id), from: before, to: stage.topology, by: [])
    #expect(sources.departments == [top.id, below.id])
    #expect(sources.placements == [top.id])
  }
}
