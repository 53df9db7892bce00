import Domain
import Storage
import Testing
import Views

@testable import Gateway

@Suite struct KeptViewTests {
  @Test(arguments: [UInt64(51), 52, 53])
  func `sums moved on by entries are those of the view summed anew`(seed: UInt64) async throws {
    let running = try TestGateway(seed: seed)
    var random = RandomCommands(for: running)
    var kept: [Party: KeptView] = [:]
    var moved = 0
    for _ in 0..<40 {
      _ = await running.run(try random.batch(of: 10))
      let session = try running.gateway.makeSession()
      let head = try session.head(of: running.enterprise).position
      for party in Self.parties(session, running.enterprise) {
        let rows = try Self.rows(of: party, session, running.enterprise)
        let anew = try KeptView(
          rows, reader: session.records(at: head, in: running.enterprise), at: head)
        let touched = session.topology(of: running.enterprise).touched(party)
        if var view = kept[party], touched <= view.position {
          moved += 1
          let entries = try session.replay(after: view.position, in: running.enterprise)
          let records = try session.records(at: head, in: running.enterprise)
          try view.move(over: entries.next(limit: 1_000), to: head, rows, records)
          #expect(view.sums == anew.sums)
        }
        kept[party] = anew
      }
    }
    #expect(moved > 20)
  }

  @Test func `what changed after a position is known back to where it was learned`() async throws {
    let running = try TestGateway()
    let contacts = try (0..<4).map { try running.contact("c\($0)") }
    let created = await running.run(contacts.map { .create(.contact($0)) })
    let start = try #require(created.last?.position)
    _ = await running.run(try running.renaming(contacts[1], to: "New"))
    _ = await running.run(try running.renaming(contacts[2], to: "New"))
    let session = try running.gateway.makeSession()
    let head = try session.head(of: running.enterprise).position
    let rows = try Self.rows(of: .enterprise, session, running.enterprise)
    var view = try KeptView(
      rows, reader: session.records(at: head, in: running.enterprise), at: head)
    #expect(!view.knowsChanges(after: start))
    let entries = try session.replay(after: start, in: running.enterprise).next(limit: 10)
    try view.learn(
      entries, after: start, rows, session.records(at: head, in: running.enterprise))
    #expect(view.knowsChanges(after: start))
    #expect(
      view.changes(after: start) == contacts[1...2].map { rows.ids.shown($0.id.record) })
    #expect(view.changes(after: start.next) == [rows.ids.shown(contacts[2].id.record)])
  }

  @Test func `the views that were asked for last stay, as far as there is room`() async throws {
    let running = try TestGateway()
    _ = await running.run(try (0..<30).map { .create(.contact(try running.contact("c\($0)"))) })
    let session = try running.gateway.makeSession()
    let head = try session.head(of: running.enterprise).position
    let rows = try Self.rows(of: .enterprise, session, running.enterprise)
    let view = try KeptView(
      rows, reader: session.records(at: head, in: running.enterprise), at: head)
    let viewers = (0..<4).map { number in
      KeptViews.Viewer(
        enterprise: running.enterprise,
        party: number == 0 ? .enterprise : .partner(PartnerID(from: running.random)))
    }
    var kept = KeptViews(limit: 70)
    for (number, viewer) in viewers.enumerated() {
      kept.keep(view, of: viewer, at: .seconds(number))
    }
    #expect(kept.viewers == Set(viewers[2...]))
    kept.drop(unusedSince: .seconds(3))
    #expect(kept.viewers == [viewers[3]])
    #expect(kept.take(viewers[3]) != nil)
    #expect(kept.isEmpty)
  }

  private static func parties(_ session: ReadSession, _ enterprise: EnterpriseID) -> [Party] {
    [.enterprise] + session.topology(of: enterprise).partners.keys.map { .partner($0) }
  }

  private static func rows(
    of party: Party, _ session: ReadSession, _ enterprise: EnterpriseID
  ) throws -> RowBuilder {
    RowBuilder(
      scope: Scope(of: party, in: session.topology(of: enterprise)),
      ids: try session.ids(of: party, in: enterprise))
  }
}
