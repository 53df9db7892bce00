import Domain
import Gateway
import Testing

@Suite struct JournalReplayTests {
  @Test func `entries read back are those that were committed`() async throws {
    let running = try TestGateway(seed: 21)
    let log = CommitLog()
    running.gateway.observe(log)
    var random = RandomCommands(for: running)
    for _ in 0..<5 { _ = await running.run(try random.batch(of: 50)) }
    let expected = log.all.flatMap { $0.entries[running.enterprise] ?? [] }
    let session = try running.gateway.makeSession()
    let replay = try session.replay(after: Position(2), in: running.enterprise)
    var read: [CommittedEntry] = []
    while true {
      let page = try replay.next(limit: 7)
      guard !page.isEmpty else { break }
      read += page
    }
    #expect(read.map(\.position) == expected.map(\.position))
    #expect(read.map(\.time) == expected.map(\.time))
    #expect(read.map(\.changes) == expected.map(\.changes))
    #expect(read.map(\.affectedParties) == expected.map(\.affectedParties))
    #expect(read.contains { !$0.affectedParties.isEmpty })
    #expect(replay.position == expected.last?.position)
    let recent = running.gateway.committed(after: Position(10), in: running.enterprise)
    #expect(recent?.map(\.position) == expected.map(\.position).filter { $0 > Position(10) })
  }

  @Test func `a structure of an older position is what it was then`() async throws {
    let running = try TestGateway(seed: 22)
    var random = RandomCommands(for: running)
    var seen: [TopologySummary] = []
    for _ in 0..<30 {
      _ = await running.run(try random.batch(of: 4))
      let state = try #require(running.gateway.state.enterprises[running.enterprise])
      seen.append(TopologySummary(state.topology))
    }
    let session = try running.gateway.makeSession()
    for summary in seen.reversed() + seen {
      let rebuilt = try session.topology(of: running.enterprise, at: summary.position)
      #expect(TopologySummary(rebuilt).departments == summary.departments)
      #expect(TopologySummary(rebuilt) == summary)
    }
  }

  @Test func `entries that are too old for memory are nil there`() async throws {
    var configuration = GatewayConfiguration()
    configuration.recentEntries = 2
    let running = try TestGateway(configuration: configuration)
    for number in 0..<5 {
      _ = await running.run(.create(.contact(try running.contact("c\(number)"))))
    }
    let enterprise = running.enterprise
    #expect(running.gateway.committed(after: Position(3), in: enterprise) == nil)
    let kept = running.gateway.committed(after: Position(5), in: enterprise)
    #expect(kept?.map(\.position) == [Position(6), Position(7)])
    #expect(running.gateway.committed(after: Position(7), in: enterprise)?.isEmpty == true)
  }

  @Test func `nothing is in memory of what was there before the start`() throws {
    let running = try TestGateway()
    #expect(running.gateway.committed(after: .start, in: running.enterprise) == nil)
    #expect(running.gateway.committed(after: Position(2), in: running.enterprise)?.isEmpty == true)
  }
}
