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
    _ running: TestGateway, since: Position? = nil, sum: ViewSum = ViewSum()
  ) async -> Answer {
    let request = ViewComparisonRequest(
      enterprise: running.enterprise, party: .enterprise, endpoint: nil, since: since,
      claims: [RangeClaim(.all, .sum(sum))])
    return await withCheckedContinuation { continuation in
      running.gateway.compare(request) { continuation.resume(returning: $0) }
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
    let request = ViewComparisonRequest(
      enterprise: running.enterprise, party: .enterprise, endpoint: nil, since: start,
      claims: [RangeClaim(.all, .sum(ViewSum()))])
    let answer: Answer = await withCheckedContinuation { continuation in
      other.compare(request) { continuation.resume(returning: $0) }
    }
    #expect(throws: ViewComparisonFailure.notRetained) { try answer.get() }
  }

  @Test func `after the stop nothing is compared`() async throws {
    let running = try TestGateway()
    running.gateway.stop(within: .seconds(5))
    let answer = await Self.compare(running)
    #expect(throws: ViewComparisonFailure.stopping) { try answer.get() }
  }
}
