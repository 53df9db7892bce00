import Crypto
import Delivery
import Domain
import Storage
import Synchronization
import Testing
import Views
import Wire

@testable import Gateway

@Suite struct DueSettlerTests {
  /// A gateway with a partner and a department that rules may speak of.
  private struct Stand {
    let running: TestGateway
    let partner: Partner
    let department: Department

    init() async throws {
      running = try TestGateway()
      partner = try running.partner("p1")
      department = try running.department("d1")
      _ = await running.run([
        .create(.partner(partner)), .movePartner(partner.id, .activate),
        .create(.department(department)),
      ])
    }

    func rule(_ code: String, _ from: Int64?, _ until: Int64?) throws -> Rule {
      var rule = try running.rule(code, showing: department.id, to: partner.id)
      let start = running.clock.now()
      rule.window = try Window(
        from: from.map { start + .seconds($0) }, until: until.map { start + .seconds($0) })
      return rule
    }

    /// Looks at what is due and waits until the writer has come past it.
    @discardableResult
    func look() async throws -> Duration? {
      let wait = running.gateway.due.look()
      _ = await running.run(.create(.contact(try running.contact("c\(running.random.word())"))))
      return wait
    }

    func phase(_ rule: Rule, in gateway: Gateway? = nil) throws -> Window.Phase {
      let state = (gateway ?? running.gateway).state.enterprises[running.enterprise]
      return try #require(state?.topology.rules[rule.id]).phase
    }
  }

  @Test func `a rule opens and ends when its window says so, by entries of the gateway`()
    async throws
  {
    let stand = try await Stand()
    let rule = try stand.rule("r1", 10, 20)
    _ = await stand.running.run(.create(.rule(rule)))
    #expect(try stand.phase(rule) == .waiting)
    stand.running.clock.advance(by: .seconds(10) - .milliseconds(1))
    try await stand.look()
    #expect(try stand.phase(rule) == .waiting)
    stand.running.clock.advance(by: .milliseconds(1))
    try await stand.look()
    #expect(try stand.phase(rule) == .open)
    stand.running.clock.advance(by: .seconds(10))
    try await stand.look()
    #expect(try stand.phase(rule) == .ended)
    #expect(try await stand.look() == nil)
  }

  @Test func `it sleeps no longer than until the next is due, and looks for a step of the clock`()
    async throws
  {
    let stand = try await Stand()
    _ = await stand.running.run([
      .create(.rule(try stand.rule("r1", 3_600, nil))),
      .create(.rule(try stand.rule("r2", nil, 90))),
    ])
    #expect(try await stand.look() == .seconds(1))
    stand.running.clock.advance(by: .milliseconds(89_750))
    #expect(stand.running.gateway.due.look() == .milliseconds(250))
  }

  @Test func `what came due while nothing ran is settled before anything may be sent`() async throws
  {
    let stand = try await Stand()
    let ending = try stand.rule("r1", nil, 10)
    let opening = try stand.rule("r2", 10, 30)
    _ = await stand.running.run([.create(.rule(ending)), .create(.rule(opening))])
    stand.running.gateway.stop(within: .seconds(10))
    stand.running.clock.advance(by: .seconds(10))
    let again = try TestGateway.gateway(
      over: stand.running.store, stand.running.clock, stand.running.random)
    let host = LookingHost(enterprise: stand.running.enterprise)
    again.add(host)
    try again.start()
    defer { again.stop(within: .seconds(10)) }
    #expect(host.phases == [ending.id: .ended, opening.id: .open])
  }

  @Test func `a thousand rules that are due at once are settled in parts`() async throws {
    let stand = try await Stand()
    let rules = try (0..<1_000).map { try stand.rule("r\($0)", nil, 10) }
    _ = await stand.running.run(rules.map { .create(.rule($0)) })
    stand.running.clock.advance(by: .seconds(10))
    let head = try #require(stand.running.gateway.state.heads[stand.running.enterprise])
    try await stand.look()
    let first = try #require(stand.running.gateway.state.heads[stand.running.enterprise])
    #expect(first.number > head.number)
    for _ in 0..<40 where !stand.running.gateway.state.due(at: stand.running.clock.now()).isEmpty {
      try await stand.look()
    }
    for rule in rules { #expect(try stand.phase(rule) == .ended) }
  }

  @Test func `what could not be written is tried again after a while`() async throws {
    let stand = try await Stand()
    let rule = try stand.rule("r1", nil, 10)
    _ = await stand.running.run(.create(.rule(rule)))
    stand.running.commits.close()
    stand.running.clock.advance(by: .seconds(10))
    stand.running.gateway.due.look()
    stand.running.commits.awaitCommit()
    stand.running.commits.fail(with: StoreError(.full, "no space is left"))
    stand.running.commits.open()
    try await stand.look()
    #expect(try stand.phase(rule) == .open)
    #expect(stand.running.notices.all.contains { $0.contains("opened or ended") })
    stand.running.clock.advance(by: .seconds(1))
    try await stand.look()
    #expect(try stand.phase(rule) == .ended)
  }

  @Test func `a wall clock that is set back holds nothing up that the journal has passed`()
    async throws
  {
    let stand = try await Stand()
    let rule = try stand.rule("r1", 10, 20)
    _ = await stand.running.run(.create(.rule(rule)))
    let start = stand.running.clock.now()
    stand.running.clock.advance(by: .seconds(10))
    try await stand.look()
    stand.running.clock.set(start)
    try await stand.look()
    #expect(try stand.phase(rule) == .open)
    stand.running.clock.set(start + .seconds(20))
    try await stand.look()
    #expect(try stand.phase(rule) == .ended)
  }

  @Test func `a narrowing waits for the loops like any other`() async throws {
    let stand = try await Stand()
    let rule = try stand.rule("r1", nil, 10)
    _ = await stand.running.run(.create(.rule(rule)))
    // Only what is submitted here shall be.
    stand.running.gateway.due.stop()
    let loop = stand.running.gateway.registerLoop()
    loop.acknowledge(stand.running.gateway.state.heads)
    stand.running.clock.advance(by: .seconds(10))
    let answers = Answers(expecting: 1)
    let due = try #require(
      stand.running.gateway.state.due(at: stand.running.clock.now()).first)
    stand.running.gateway.submit(due.submission { answers.add($0, 0) })
    _ = await stand.running.run(.create(.contact(try stand.running.contact("c1"))))
    #expect(try stand.phase(rule) == .ended)
    #expect(answers.count == 0)
    loop.acknowledge(stand.running.gateway.state.heads)
    #expect(await answers.all().count == 1)
  }
}

/// Writes down in which phase rules are when it may begin to send.
private final class LookingHost: DeliveryHost {
  private let enterprise: EnterpriseID
  private let seen = Mutex<[RuleID: Window.Phase]>([:])

  init(enterprise: EnterpriseID) {
    self.enterprise = enterprise
  }

  var phases: [RuleID: Window.Phase] { seen.withLock { $0 } }

  func start(in gateway: Gateway) throws {
    let rules = gateway.state.enterprises[enterprise]?.topology.rules ?? [:]
    seen.withLock { $0 = rules.mapValues(\.phase) }
  }

  func stop(within limit: Duration) {}
  func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {}
  func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord]) {}
  func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void
  ) {
    answer([])
  }
}
