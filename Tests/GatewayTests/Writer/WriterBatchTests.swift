import Crypto
import Domain
import Storage
import Testing

@testable import Gateway

@Suite struct WriterBatchTests {
  private let running: TestGateway
  private let log = CommitLog()

  init() throws {
    running = try TestGateway()
    running.gateway.observe(log)
  }

  @Test func `commands that arrive during a commit go into the next one together`() async throws {
    running.commits.close()
    let first = Answers(expecting: 1)
    running.submit([.init(.create(.contact(try running.contact("first"))))], to: first)
    running.commits.awaitCommit()
    let others = try (0..<256).map { number in
      let answers = Answers(expecting: 1)
      running.submit([.init(.create(.contact(try running.contact("c\(number)"))))], to: answers)
      return answers
    }
    #expect(first.count == 0)
    running.commits.open()
    var positions: [Int64] = []
    for answers in [first] + others {
      positions.append(try #require(await answers.all()[0].position).number)
    }
    #expect(positions == Array(3...259))
    #expect(log.entryCounts(of: running.enterprise) == [1, 256])
    // One more for the founding.
    #expect(running.commits.commits == 3)
  }

  @Test func `a command sees what the ones before it in the batch have written`() async throws {
    let parent = try running.department("sales")
    let child = try running.department("sales-north", under: parent.id)
    let person = try running.contact("p1", in: [child.id])
    let answers = await running.run([
      .create(.department(parent)), .create(.department(child)), .create(.contact(person)),
      .remove(child.id.record, .department), try running.renaming(person, to: "New name"),
      .create(.contact(try running.contact("p1"))),
    ])
    #expect(answers.map(\.refusal) == [nil, nil, nil, .inUse, nil, .alreadyExists])
    #expect(answers.map(\.position?.number) == [3, 4, 5, nil, 6, nil])
    guard case .contact(let renamed) = answers[4].outcome?.record else {
      Issue.record("the answer shows the record")
      return
    }
    #expect(renamed.name.text == "New name")
  }

  @Test func `a refused command writes nothing`() async throws {
    let answers = await running.run([
      .remove(DepartmentID(from: running.random).record, .department)
    ])
    #expect(answers[0].refusal == .notFound)
    let session = try running.gateway.makeSession()
    #expect(try session.head(of: running.enterprise).position == Position(2))
    #expect(log.all.isEmpty)
  }

  @Test func `a wish that is fulfilled already writes no entry and succeeds`() async throws {
    let person = try running.contact("p1")
    let answers = await running.run([
      .create(.contact(person)), try running.renaming(person, to: person.name.text),
    ])
    #expect(answers.map(\.position?.number) == [3, 3])
    #expect(answers[1].outcome?.record == .contact(person))
    #expect(log.entryCounts(of: running.enterprise) == [1])
  }

  @Test func `a removal is answered without a record`() async throws {
    let person = try running.contact("p1")
    let answers = await running.run([
      .create(.contact(person)), .remove(person.id.record, .contact),
    ])
    #expect(answers[1].outcome?.record == nil)
    #expect(answers[1].position == Position(4))
  }

  @Test func `commands on an unknown enterprise are refused and disturb no others`() async throws {
    let answers = Answers(expecting: 2)
    running.submit(
      [
        .init(
          .create(.contact(try running.contact("lost"))), in: EnterpriseID(from: running.random)),
        .init(.create(.contact(try running.contact("kept")))),
      ], to: answers)
    let results = await answers.all()
    #expect(results[0].refusal == .notFound)
    #expect(results[1].position == Position(3))
  }

  @Test func `a transaction takes no more commands than configured, a group stays whole`()
    async throws
  {
    var configuration = GatewayConfiguration()
    configuration.commandsPerTransaction = 4
    let small = try TestGateway(configuration: configuration)
    let log = CommitLog()
    small.gateway.observe(log)
    small.commits.close()
    let answers = try [1, 3, 2, 6, 1].map { count in
      let answers = Answers(expecting: count)
      let requests = try (0..<count).map { _ in
        let code = "c\(small.random.word())"
        return TestGateway.Request(.create(.contact(try small.contact(code))))
      }
      small.submit(requests, to: answers)
      if count == 1 { small.commits.awaitCommit() }
      return answers
    }
    small.commits.open()
    for answers in answers { #expect(await answers.all().allSatisfy { $0.outcome != nil }) }
    #expect(log.entryCounts(of: small.enterprise) == [1, 3, 2, 6, 1])
  }

  @Test func `threads that submit at once get every position once, each in its own order`()
    async throws
  {
    let commands = try (0..<4).map { thread in
      try (0..<300).map {
        TestGateway.Request(.create(.contact(try running.contact("t\(thread)-\($0)"))))
      }
    }
    let answers = commands.map { Answers(expecting: $0.count) }
    let threads = try zip(commands, answers).map { commands, answers in
      try Thread(name: "submitter") {
        for (number, command) in commands.enumerated() {
          running.gateway.submit(
            Submission(
              enterprise: running.enterprise, command: command.command, actor: command.actor
            ) { answers.add($0, number) })
        }
      }
    }
    var all: [Int64] = []
    for (thread, answers) in zip(threads, answers) {
      thread.join()
      let positions = await answers.all().compactMap { $0.position?.number }
      #expect(positions == positions.sorted())
      all += positions
    }
    #expect(all.sorted() == Array(3...1_202))
  }

  @Test func `more than may wait is refused at once and nothing of it is queued`() async throws {
    var configuration = GatewayConfiguration()
    configuration.waitingCommands = 2
    let small = try TestGateway(configuration: configuration)
    let answers = await small.run(
      try (0..<3).map { .create(.contact(try small.contact("c\($0)"))) })
    #expect(answers.allSatisfy { $0.isUnavailable })
    let fitting = await small.run([.create(.contact(try small.contact("c0")))])
    #expect(fitting[0].position == Position(3))
  }
}
