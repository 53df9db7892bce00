import Crypto
import Domain
import Gateway
import Storage
import Testing
import Views

@Suite struct StartTests {
  @Test(arguments: [UInt64(11), 12])
  func `a start over a store finds what was in memory before`(seed: UInt64) async throws {
    let running = try TestGateway(seed: seed)
    var random = RandomCommands(for: running)
    let secret = BearerSecret(from: running.random)
    for _ in 0..<4 { _ = await running.run(try random.batch(of: 60)) }
    let key = try running.key("second", secret: secret)
    let lost = try running.key("removed", secret: BearerSecret(from: running.random))
    _ = await running.run([
      .create(.endpoint(try running.endpoint("e"))), .create(.key(key)), .create(.key(lost)),
      .remove(lost.id.record, .key),
    ])
    let before = running.gateway.state
    let again = try TestGateway.gateway(
      over: try running.store.crashedCopy(), running.clock, running.random)
    let after = again.state
    #expect(after.bearers == before.bearers)
    #expect(after.bearers.count == 2)
    let old = try #require(before.enterprises[running.enterprise])
    let new = try #require(after.enterprises[running.enterprise])
    #expect(new.head == old.head)
    #expect(new.endpoints == old.endpoints)
    #expect(TopologySummary(new.topology) == TopologySummary(old.topology))
    #expect(new.keys.sealing == old.keys.sealing)
    #expect(new.topology.rules.count > 2)
  }

  @Test func `several enterprises share a store and know nothing of one another`() async throws {
    let running = try TestGateway(startsGateway: false)
    let other = try TestGateway.found("Other", in: running.store, running.clock, running.random)
    let gateway = try TestGateway.gateway(over: running.store, running.clock, running.random)
    try gateway.start()
    defer { gateway.stop(within: .seconds(10)) }
    let log = CommitLog()
    gateway.observe(log)
    let person = try running.contact("same-code")
    let answers = Answers(expecting: 3)
    let submissions = [running.enterprise, other.enterprise, other.enterprise].enumerated().map {
      number, enterprise in
      Submission(
        enterprise: enterprise,
        command: number == 2 ? .remove(person.id.record, .contact) : .create(.contact(person)),
        actor: .operatorAtMachine
      ) { answers.add($0, number) }
    }
    gateway.submit(submissions)
    #expect(await answers.all().map { $0.position?.number } == [3, 3, 4])
    #expect(
      log.all.map { $0.entries.mapValues(\.count) } == [
        [running.enterprise: 1, other.enterprise: 2]
      ])
    let session = try gateway.makeSession()
    let kept = try session.record(
      person.id.record, .contact, at: Position(9), in: running.enterprise)
    let gone = try session.record(person.id.record, .contact, at: Position(9), in: other.enterprise)
    #expect(kept == .contact(person))
    #expect(gone == nil)
    let bearers = [running.founded, other].map {
      session.bearer(ofSecretDigest: $0.secret.digest)?.enterprise
    }
    #expect(bearers == [running.enterprise, other.enterprise])
  }

  @Test func `another master key opens nothing, and says what to do`() throws {
    let running = try TestGateway(startsGateway: false)
    let wrong = try #require(MasterKey(bytes: [UInt8](repeating: 8, count: 32)))
    let parts = GatewayParts(store: running.store, attemptLog: NoAttempts(), masterKey: wrong)
    let error = #expect(throws: GatewayError.self) { try Gateway(parts) }
    #expect(error?.description.contains("master key") == true)
  }

  @Test func `a gateway that stops carries out what waits and takes no more`() async throws {
    let running = try TestGateway()
    running.commits.close()
    let waiting = Answers(expecting: 2)
    running.submit(
      try ["a", "b"].map { .init(.create(.contact(try running.contact($0)))) }, to: waiting)
    running.commits.awaitCommit()
    running.commits.open()
    running.gateway.stop(within: .seconds(10))
    #expect(waiting.count == 2)
    #expect(await waiting.all().map { $0.position?.number } == [3, 4])
    #expect(!running.gateway.isReady)
    let late = await running.run(.create(.contact(try running.contact("c"))))
    #expect(late.failure == .stopping)
  }

  @Test func `what cannot be carried out in time is refused and said so`() async throws {
    let running = try TestGateway()
    running.commits.close()
    let underWay = Answers(expecting: 1)
    running.submit([.init(.create(.contact(try running.contact("a"))))], to: underWay)
    running.commits.awaitCommit()
    let waiting = Answers(expecting: 1)
    running.submit([.init(.create(.contact(try running.contact("b"))))], to: waiting)
    running.gateway.stop(within: .zero)
    #expect(await waiting.all()[0].failure == .stopping)
    #expect(running.notices.all.count == 2)
    running.commits.open()
    #expect(await underWay.all()[0].position == Position(3))
  }
}
