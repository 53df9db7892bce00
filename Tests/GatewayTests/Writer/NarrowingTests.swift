import Domain
import Gateway
import Testing

@Suite struct NarrowingTests {
  private let running: TestGateway
  private let log = CommitLog()
  private let department: Department
  private let partner: Partner
  private let rule: Rule

  init() async throws {
    running = try TestGateway()
    department = try running.department("d")
    partner = try running.partner("p")
    rule = try running.rule("r", showing: department.id, to: partner.id)
    _ = await running.run([
      .create(.department(department)), .create(.partner(partner)), .create(.rule(rule)),
    ])
    running.gateway.observe(log)
  }

  @Test func `the answer to a narrowing command waits until every loop has taken it over`()
    async throws
  {
    let loops = [running.gateway.registerLoop(), running.gateway.registerLoop()]
    let narrowing = Answers(expecting: 1)
    let repetition = running.repetition("key", "body")
    let remove = Command.remove(rule.id.record, .rule)
    running.submit([.init(remove, repetition: repetition)], to: narrowing)
    // Later commands that move no view are answered meanwhile, and prove that the first is stored.
    let other = await running.run(.create(.contact(try running.contact("c"))))
    #expect(other.position == Position(7))
    #expect(narrowing.count == 0)
    #expect(await running.run(remove, repetition: repetition).failure == .stillRunning)
    loops[0].acknowledge(running.gateway.state.heads)
    #expect(narrowing.count == 0)
    loops[1].acknowledge([running.enterprise: Position(6)])
    #expect(narrowing.count == 1)
    #expect(await narrowing.all()[0].position == Position(6))
    #expect(await running.run(remove, repetition: repetition).outcome?.isRepeat == true)
  }

  @Test func `narrower terms wait for every loop, and wider ones that only wait for nobody`()
    async throws
  {
    let agreement = running.agreement(with: partner.id)
    let made = await running.run(.create(.agreement(agreement)))
    #expect(made.isAccepted)
    let loop = running.gateway.registerLoop()
    let narrowing = Answers(expecting: 1)
    let narrower = Command.change(.agreement(agreement.id, .init(purposes: [.service])))
    running.submit([.init(narrower)], to: narrowing)
    let wider = Command.change(.agreement(agreement.id, .init(purposes: [.service, .supply])))
    #expect(await running.run(wider).position == Position(8))
    #expect(narrowing.count == 0)
    loop.acknowledge([running.enterprise: Position(7)])
    #expect(narrowing.count == 1)
    // What the partner accepts moves its view again.
    let accepting = Answers(expecting: 1)
    let partnerAdmin = Actor(party: .partner(partner.id), role: .partnerAdmin, key: nil)
    running.submit(
      [.init(.settleAgreement(agreement.id, .accept(version: 3)), by: partnerAdmin)], to: accepting)
    let other = await running.run(.create(.contact(try running.contact("c"))))
    #expect(other.position == Position(10))
    #expect(accepting.count == 0)
    loop.acknowledge(running.gateway.state.heads)
    #expect(await accepting.all()[0].position == Position(9))
    loop.end()
  }

  @Test func `another scope of an endpoint waits for every loop, another address for nobody`()
    async throws
  {
    let endpoint = try running.endpoint("crm")
    _ = await running.run(.create(.endpoint(endpoint)))
    let loop = running.gateway.registerLoop()
    let narrowing = Answers(expecting: 1)
    var change = Endpoint.Change()
    change.scope = .init(kinds: [.department])
    running.submit([.init(.change(.endpoint(endpoint.id, change)))], to: narrowing)
    change = Endpoint.Change()
    change.checkpointDigest = true
    #expect(await running.run(.change(.endpoint(endpoint.id, change))).position == Position(8))
    #expect(narrowing.count == 0)
    loop.acknowledge([running.enterprise: Position(7)])
    #expect(await narrowing.all()[0].position == Position(7))
    // The party's own view is where it was.
    #expect(
      log.all.flatMap { $0.entries[running.enterprise] ?? [] }.allSatisfy {
        $0.affectedParties.isEmpty
      })
    loop.end()
  }

  @Test func `observers hear whose view an entry moves`() async throws {
    _ = await running.run([
      .remove(rule.id.record, .rule), .create(.contact(try running.contact("c"))),
    ])
    let entries = try #require(log.all.first?.entries[running.enterprise])
    #expect(entries.map(\.affectedParties) == [[.partner(partner.id)], []])
    #expect(entries.map(\.position) == [Position(6), Position(7)])
    #expect(entries[0].changes == [.removing(.rule(rule))])
    #expect(log.all.first?.state === running.gateway.state)
  }

  @Test func `a loop that hangs holds nobody up once the limit is over`() async throws {
    var configuration = GatewayConfiguration()
    configuration.takeoverLimit = .zero
    let hasty = try TestGateway(configuration: configuration)
    let loop = hasty.gateway.registerLoop()
    let answer = await hasty.run(.create(.department(try hasty.department("d"))))
    #expect(answer.position == Position(3))
    #expect(loop.isBarred)
    #expect(hasty.notices.all.count == 1)
    loop.acknowledge(hasty.gateway.state.heads)
    #expect(!loop.isBarred)
  }

  @Test func `a stop tells the answers that wait for loops`() async throws {
    let loop = running.gateway.registerLoop()
    let narrowing = Answers(expecting: 1)
    running.submit([.init(.remove(rule.id.record, .rule))], to: narrowing)
    running.gateway.stop(within: .seconds(10))
    #expect(await narrowing.all()[0].position == Position(6))
    loop.end()
  }
}
