import Domain
import Gateway
import Storage
import Testing
import Wire

@Suite struct IdempotencyTests {
  private let running: TestGateway

  init() throws {
    running = try TestGateway()
  }

  @Test func `a repeat gets the first answer, from the position it was given at`() async throws {
    let person = try running.contact("p")
    let repetition = running.repetition("key", "body")
    let first = await running.run(.create(.contact(person)), repetition: repetition)
    _ = await running.run(try running.renaming(person, to: "Later name"))
    running.clock.advance(by: .seconds(60))
    let other = try running.contact("p")
    let second = await running.run(.create(.contact(other)), repetition: repetition)
    let outcome = try #require(second.outcome)
    #expect(outcome.isRepeat)
    #expect(first.outcome?.isRepeat == false)
    #expect(outcome.position == first.position)
    #expect(outcome.time == first.outcome?.time)
    #expect(outcome.record == .contact(person))
    #expect(running.gateway.state.enterprises[running.enterprise]?.head.position == Position(4))
  }

  @Test func `a repeated removal is answered without a record`() async throws {
    let person = try running.contact("p")
    let repetition = running.repetition("key", "body")
    _ = await running.run(.create(.contact(person)))
    let remove = Command.remove(person.id.record, .contact)
    _ = await running.run(remove, repetition: repetition)
    let outcome = try #require(await running.run(remove, repetition: repetition).outcome)
    #expect(outcome.isRepeat)
    #expect(outcome.record == nil)
    #expect(outcome.position == Position(4))
  }

  @Test func `another request under a used key is told so`() async throws {
    _ = await running.run(
      .create(.contact(try running.contact("a"))), repetition: running.repetition("key", "one"))
    let other = await running.run(
      .create(.contact(try running.contact("b"))), repetition: running.repetition("key", "two"))
    #expect(other.failure == .keyReused)
  }

  @Test func `a key whose first request is not answered yet is still running`() async throws {
    running.commits.close()
    let first = Answers(expecting: 1)
    let command = Command.create(.contact(try running.contact("a")))
    let repetition = running.repetition("key", "body")
    running.submit([.init(command, repetition: repetition)], to: first)
    let waiting = await running.run(command, repetition: repetition)
    #expect(waiting.failure == .stillRunning)
    running.commits.awaitCommit()
    let underWay = await running.run(command, repetition: repetition)
    #expect(underWay.failure == .stillRunning)
    running.commits.open()
    #expect(await first.all()[0].outcome?.isRepeat == false)
    #expect(await running.run(command, repetition: repetition).outcome?.isRepeat == true)
  }

  @Test func `a refusal is not kept, so a corrected state gives another answer`() async throws {
    let repetition = running.repetition("key", "body")
    let department = try running.department("d")
    let command = Command.create(.contact(try running.contact("a", in: [department.id])))
    #expect(await running.run(command, repetition: repetition).refusal == .invalidReference)
    _ = await running.run(.create(.department(department)))
    #expect(await running.run(command, repetition: repetition).outcome?.isRepeat == false)
  }

  @Test func `what a failed commit would have kept is not kept`() async throws {
    let repetition = running.repetition("key", "body")
    let command = Command.create(.contact(try running.contact("a")))
    running.commits.fail(with: StoreError(.failed, "the test breaks the disk"))
    #expect(await running.run(command, repetition: repetition).isUnavailable)
    #expect(await running.run(command, repetition: repetition).outcome?.isRepeat == false)
  }

  @Test func `a key is forgotten after a day`() async throws {
    let repetition = running.repetition("key", "body")
    _ = await running.run(.create(.contact(try running.contact("a"))), repetition: repetition)
    running.clock.advance(by: .seconds(24 * 3600 + 1))
    let later = await running.run(
      .create(.contact(try running.contact("b"))), repetition: repetition)
    #expect(later.outcome?.isRepeat == false)
    let reader = try running.store.makeReader()
    try reader.refresh()
    let kept = try reader.outcome(of: repetition.key, since: .earliest, in: running.enterprise)
    #expect(kept?.position == Position(4))
  }

  @Test func `old outcomes are dropped from the store`() async throws {
    let repetition = running.repetition("key", "body")
    _ = await running.run(.create(.contact(try running.contact("a"))), repetition: repetition)
    running.clock.advance(by: .seconds(25 * 3600))
    _ = await running.run(.create(.contact(try running.contact("b"))))
    let reader = try running.store.makeReader()
    try reader.refresh()
    let kept = try reader.outcome(of: repetition.key, since: .earliest, in: running.enterprise)
    #expect(kept == nil)
  }

  @Test func `the same words are another key for another bearer`() async throws {
    let first = running.repetition("key", "body")
    let second = Submission.Repetition(
      key: IdempotencyKey(bearer: nil, text: "key"), fingerprint: first.fingerprint)
    let answers = [
      await running.run(.create(.contact(try running.contact("a"))), repetition: first),
      await running.run(.create(.contact(try running.contact("b"))), repetition: second),
    ]
    #expect(answers.map { $0.outcome?.isRepeat } == [false, false])
  }
}
