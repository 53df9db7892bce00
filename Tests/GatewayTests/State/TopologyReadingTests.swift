import Domain
import Storage
import Testing
import Views

@testable import Gateway

@Suite struct TopologyReadingTests {
  @Test(arguments: [UInt64(41), 42, 43])
  func `a structure read from its versions is the one that entries lead to`(
    seed: UInt64
  ) async throws {
    let running = try TestGateway(seed: seed)
    var random = RandomCommands(for: running)
    var seen: [TopologySummary] = []
    for _ in 0..<20 {
      _ = await running.run(try random.batch(of: 12))
      let state = try #require(running.gateway.state.enterprises[running.enterprise])
      seen.append(TopologySummary(state.topology))
    }
    let reading = TopologyReading(reader: try running.store.makeReader(), entriesAtMost: 30)
    var entriesOnly = reading
    entriesOnly.entriesAtMost = .max
    var versionsOnly = reading
    versionsOnly.entriesAtMost = 0
    for reading in [reading, entriesOnly, versionsOnly] {
      for first in [0, 3, 12] {
        var topology = Topology(enterprise: running.enterprise)
        for summary in seen[first...] {
          try reading.advance(&topology, to: summary.position)
          #expect(TopologySummary(topology) == summary)
        }
        topology = Topology(enterprise: running.enterprise)
        for summary in [seen[first], seen[19]] {
          try reading.advance(&topology, to: summary.position)
          #expect(TopologySummary(topology) == summary)
        }
      }
    }
  }

  @Test func `entries that change several parts of the structure count in their order`()
    async throws
  {
    let running = try TestGateway()
    let chain = Chain(
      id: ChainID(from: running.random), code: try Code("chain"), name: try Name("Chain"))
    let partners = try ["a", "b"].map { try running.partner($0) }
    let places = partners.map {
      Membership(
        id: MembershipID(from: running.random), chain: chain.id, partner: $0.id, groups: [],
        parent: nil)
    }
    var second = places[1]
    second.parent = places[0].id
    let built: [Command] =
      [.create(.chain(chain))] + partners.map { .create(.partner($0)) }
      + partners.map { .movePartner($0.id, .activate) }
      + [.create(.membership(places[0])), .create(.membership(second))]
    #expect(await running.run(built).allSatisfy { $0.outcome != nil })
    // Ends the memberships with the partner, in one entry.
    let ended = await running.run(.movePartner(partners[0].id, .terminate(children: .end)))
    let position = try #require(ended.position)
    let session = try running.gateway.makeSession()
    let entry = try running.store.makeReader().entries(
      after: position.previous, limit: 1, in: running.enterprise)
    #expect(entry[0].changes.filter { $0.kind.isTopology }.count > 1)
    try session.refresh()
    let head = try session.head(of: running.enterprise).position
    var topology = Topology(enterprise: running.enterprise)
    try TopologyReading(reader: try running.store.makeReader()).advance(&topology, to: head)
    #expect(TopologySummary(topology) == TopologySummary(session.topology(of: running.enterprise)))
  }

  @Test(arguments: [100, 300])
  func `a start reads as much as there is structure, however many contacts there are`(
    contacts: Int
  ) async throws {
    let running = try TestGateway()
    _ = await running.run(
      try (0..<20).map { .create(.department(try running.department("d\($0)"))) })
    for page in 0..<(contacts / 100) {
      _ = await running.run(
        try (0..<100).map { .create(.contact(try running.contact("c\(page)-\($0)"))) })
    }
    let counted = CountingStore(of: running.store)
    let again = try TestGateway.gateway(over: counted, running.clock, running.random)
    let state = try #require(again.state.enterprises[running.enterprise])
    #expect(state.head.position.number == Int64(contacts) + 22)
    #expect(state.topology.departments.count == 20)
    // The departments, the key and the enterprise's own row; a call for each kind and a few more.
    #expect(counted.count.rows < 30)
    #expect(counted.count.calls < 15)
  }
}
