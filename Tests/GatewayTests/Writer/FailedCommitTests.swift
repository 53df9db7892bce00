import Delivery
import Domain
import Gateway
import Storage
import Synchronization
import Testing
import Views

@Suite struct FailedCommitTests {
  private let running: TestGateway
  private let broken = StoreError(.failed, "the test breaks the disk at /secret/path")

  init() throws {
    running = try TestGateway()
  }

  @Test func `nothing of a batch whose commit fails succeeds, and the next one works`()
    async throws
  {
    let log = CommitLog()
    running.gateway.observe(log)
    running.commits.fail(with: broken)
    let lost = await running.run(
      try (0..<5).map { .create(.contact(try running.contact("c\($0)"))) })
    #expect(lost.allSatisfy { $0.isUnavailable })
    let kept = await running.run(
      try (0..<5).map { .create(.contact(try running.contact("c\($0)"))) })
    #expect(kept.map(\.position?.number) == [3, 4, 5, 6, 7])
    #expect(log.entryCounts(of: running.enterprise) == [5])
  }

  @Test func `a command that does not fit what is stored fails alone`() async throws {
    let misfit = StoreError(.conflict, "the test says that something does not fit")
    // The first stands for all together, then the second of three fails by itself.
    running.commits.fail(with: misfit, nil, misfit)
    let answers = await running.run(
      try (0..<3).map { .create(.contact(try running.contact("c\($0)"))) })
    #expect(answers.map { $0.isUnavailable } == [false, true, false])
    #expect(answers.map { $0.position?.number } == [3, nil, 4])
    #expect(running.notices.all.count == 2)
  }

  @Test func `commands that are stored one by one are waited for by a stop, all of them`()
    async throws
  {
    let misfit = StoreError(.conflict, "the test says that something does not fit")
    running.commits.fail(with: misfit)
    let first = Answers(expecting: 1)
    let contacts = try (0..<2).map { try running.contact("c\($0)") }
    running.gateway.submit(
      contacts.enumerated().map { number, contact in
        Submission(
          enterprise: running.enterprise, command: .create(.contact(contact)),
          actor: .operatorAtMachine
        ) { [commits = running.commits] result in
          guard number == 0 else { return }
          // Told between the two transactions, on the writer's thread.
          commits.close()
          first.add(result, 0)
        }
      })
    _ = await first.all()
    running.gateway.stop(within: .milliseconds(1))
    #expect(running.notices.all.contains { $0.hasPrefix("commands were still waiting") })
    running.commits.open()
  }

  @Test func `even a refusal is not told from a batch that failed`() async throws {
    running.commits.fail(with: broken)
    let answers = await running.run([
      .create(.contact(try running.contact("c"))), .create(.contact(try running.contact("c"))),
    ])
    #expect(answers.allSatisfy { $0.isUnavailable })
  }

  @Test func `structure, keys and endpoints are those of the last commit after a failure`()
    async throws
  {
    let before = running.gateway.state
    let secret = BearerSecret(from: running.random)
    let department = try running.department("d")
    let endpoint = try running.endpoint("e")
    let commands: [Command] = [
      .create(.department(department)), .create(.endpoint(endpoint)),
      .create(.key(try running.key("k", secret: secret))),
    ]
    running.commits.fail(with: broken)
    #expect(await running.run(commands).allSatisfy { $0.isUnavailable })
    let after = running.gateway.state
    #expect(after === before)
    #expect(after.bearers[secret.digest] == nil)
    // What the failed transaction had edited must not refuse the same wishes now.
    #expect(await running.run(commands).allSatisfy { $0.outcome != nil })
    let state = try #require(running.gateway.state.enterprises[running.enterprise])
    #expect(state.topology.departments[department.id] == department)
    #expect(state.endpoints[endpoint.id] == endpoint)
    #expect(running.gateway.state.bearers[secret.digest]?.enterprise == running.enterprise)
  }

  @Test func `a full disk is said so, and no error shows a path to a caller`() async throws {
    running.commits.fail(with: StoreError(.full, "no room at /secret/path"), broken)
    var texts: [String] = []
    for code in ["a", "b"] {
      let answer = await running.run(.create(.contact(try running.contact(code))))
      guard case .unavailable(let text) = answer.failure else { continue }
      texts.append(text)
    }
    #expect(texts.count == 2)
    #expect(texts.first?.contains("full") == true)
    #expect(!texts.contains { $0.contains("secret") })
    #expect(running.notices.all.count { $0.contains("/secret/path") } == 2)
  }

  @Test func `delivery rows share the transaction and hear of its failure`() async throws {
    running.commits.fail(with: broken)
    let endpoint = EndpointID(from: running.random)
    var changes = DeliveryChanges()
    changes.cursors = [
      CursorRow(
        enterprise: running.enterprise, endpoint: endpoint, position: Position(1), epoch: 1)
    ]
    #expect(await running.save(changes) == false)
    #expect(try running.gateway.parts.store.makeReader().cursors().isEmpty)
    #expect(await running.save(changes) == true)
    #expect(try running.gateway.parts.store.makeReader().cursors() == changes.cursors)
  }

  @Test func `delivery rows that come during a commit go with the commands of the next one`()
    async throws
  {
    running.commits.close()
    let first = Answers(expecting: 1)
    running.submit([.init(.create(.contact(try running.contact("a"))))], to: first)
    running.commits.awaitCommit()
    let second = Answers(expecting: 1)
    running.submit([.init(.create(.contact(try running.contact("b"))))], to: second)
    async let saved = running.save(DeliveryChanges())
    running.commits.open()
    _ = await (first.all(), second.all())
    #expect(await saved)
    #expect(running.commits.commits <= 4)
  }
}

extension TestGateway {
  /// Has delivery rows kept and tells whether they are durable.
  func save(_ changes: DeliveryChanges) async -> Bool {
    await withCheckedContinuation { continuation in
      gateway.submit(delivery: changes) { continuation.resume(returning: $0) }
    }
  }
}
