import Crypto
import Domain
import Storage
import Synchronization
import Testing
import Views

@testable import Gateway

@Suite struct ViewComparerTests {
  private typealias Answer = Result<ViewComparisonAnswer, ViewComparisonFailure>

  private static func compare(
    _ running: TestGateway, since: Position? = nil
  ) async -> Answer {
    await compare(running.gateway, running.enterprise, since: since)
  }

  /// Claims an empty copy.
  private static func compare(
    _ gateway: Gateway, _ enterprise: EnterpriseID, of party: Party = .enterprise,
    since: Position? = nil
  ) async -> Answer {
    let request = ViewComparisonRequest(
      enterprise: enterprise, party: party, endpoint: nil, since: since,
      claims: [RangeClaim(.all, .sum(ViewSum()))])
    return await withCheckedContinuation { continuation in
      gateway.compare(request) { continuation.resume(returning: $0) }
    }
  }

  private static func short() -> GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.comparisonReach = 10
    configuration.recentEntries = 1
    return configuration
  }

  @Test(arguments: [4, 40])
  func `sums are right over short ways and over those that are too long`(
    count: Int
  ) async throws {
    let running = try TestGateway(configuration: Self.short())
    _ = await running.run(.create(.contact(try running.contact("first"))))
    let before = try await Self.compare(running).get()
    #expect(before.verdicts.map(\.count) == [1])
    for number in 0..<count {
      _ = await running.run(.create(.contact(try running.contact("c\(number)"))))
    }
    let after = try await Self.compare(running).get()
    #expect(after.verdicts.map(\.count) == [count + 1])
    #expect(after.verdicts.map(\.result) == [.different])
    #expect(after.position.number == before.position.number + Int64(count))
  }

  @Test func `a copy of long ago is not compared as of then`() async throws {
    let running = try TestGateway(configuration: Self.short())
    let created = await running.run(
      try (0..<5).map { .create(.contact(try running.contact("c\($0)"))) })
    let start = try #require(created.last?.position)
    #expect(try await Self.compare(running, since: start).get().verdicts[0].result == .different)
    for number in 0..<30 {
      _ = await running.run(.create(.contact(try running.contact("d\(number)"))))
    }
    // What was kept is of a later position than the one that is asked about.
    let other = try TestGateway.gateway(
      over: running.store, running.clock, running.random, Self.short())
    try other.start()
    defer { other.stop(within: .seconds(5)) }
    let answer = await Self.compare(other, running.enterprise, since: start)
    #expect(throws: ViewComparisonFailure.notRetained) { try answer.get() }
  }

  @Test func `a view is summed once, also where a comparison fails`() async throws {
    let running = try TestGateway()
    let created = await running.run(
      try (0..<300).map { .create(.contact(try running.contact("c\($0)"))) })
    let start = try #require(created.first?.position)
    let counted = CountingStore(of: running.store)
    let gateway = try TestGateway.gateway(
      over: counted, running.clock, running.random, Self.short())
    try gateway.start()
    defer { gateway.stop(within: .seconds(5)) }
    let idle = counted.count.rows
    #expect(try await Self.compare(gateway, running.enterprise).get().verdicts[0].count == 300)
    let summed = counted.count.rows
    #expect(summed - idle >= 300)
    let failed = await Self.compare(gateway, running.enterprise, since: start)
    #expect(throws: ViewComparisonFailure.notRetained) { try failed.get() }
    #expect(try await Self.compare(gateway, running.enterprise).get().verdicts[0].count == 300)
    #expect(counted.count.rows - summed < 30)
  }

  @Test func `a partner that is not active has no view to compare with`() async throws {
    let running = try TestGateway()
    let partner = try running.partner("p")
    _ = await running.run([
      .create(.partner(partner)), .movePartner(partner.id, .activate),
    ])
    let party = Party.partner(partner.id)
    let active = await Self.compare(running.gateway, running.enterprise, of: party)
    #expect(try active.get().verdicts[0].result == .equal)
    _ = await running.run(.movePartner(partner.id, .suspend))
    let held = await Self.compare(running.gateway, running.enterprise, of: party)
    #expect(throws: ViewComparisonFailure.unavailable) { try held.get() }
  }

  @Test func `after the stop nothing is compared`() async throws {
    let running = try TestGateway()
    running.gateway.stop(within: .seconds(5))
    let answer = await Self.compare(running)
    #expect(throws: ViewComparisonFailure.stopping) { try answer.get() }
  }
}
