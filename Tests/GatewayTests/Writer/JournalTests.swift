import Crypto
import Domain
import Gateway
import Storage
import Testing
import Wire

@Suite struct JournalTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func `the chain and every commitment verify after random commands`(seed: UInt64) async throws {
    let running = try TestGateway(seed: seed)
    var random = RandomCommands(for: running)
    for size in [1, 40, 7, 100] { _ = await running.run(try random.batch(of: size)) }
    let reader = try running.store.makeReader()
    try reader.refresh()
    let head = try reader.head(of: running.enterprise)
    let entries = try reader.entries(after: .start, limit: .max, in: running.enterprise)
    #expect(entries.count > 30)
    var previous = Entry.origin(of: running.enterprise)
    for (index, entry) in entries.enumerated() {
      #expect(entry.position == Position(Int64(index + 1)))
      #expect(entry.previous == previous)
      previous = entry.hash
      for change in entry.changes {
        let row = try #require(
          try reader.version(
            of: change.record, change.kind, at: entry.position, in: running.enterprise))
        #expect(row.position == entry.position)
        #expect(Commitment(salt: row.salt, encoded: row.encoded ?? []) == change.commitment)
      }
    }
    #expect(head.hash == previous)
    #expect(running.gateway.state.enterprises[running.enterprise]?.head == head)
  }

  @Test(arguments: [Duration.zero, .seconds(-3600), .microseconds(-1)])
  func `entries have later and later times whatever the wall clock does`(
    step: Duration
  ) async throws {
    let running = try TestGateway()
    let start = running.clock.now()
    var times: [Timestamp] = []
    for number in 0..<4 {
      running.clock.set(running.clock.now() + step)
      let answers = await running.run([
        .create(.contact(try running.contact("a\(number)"))),
        .create(.contact(try running.contact("b\(number)"))),
      ])
      times += answers.compactMap { $0.outcome?.time }
    }
    #expect(times.count == 8)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    // Founding took the first two microseconds.
    #expect(times == (2..<10).map { start + .microseconds($0) })
  }

  @Test func `the wall clock is taken again once it is ahead`() async throws {
    let running = try TestGateway()
    running.clock.advance(by: .seconds(5))
    let answer = await running.run(.create(.contact(try running.contact("a"))))
    #expect(answer.outcome?.time == running.clock.now())
  }

  @Test func `the actor and the word for the command stand in the entry`() async throws {
    let running = try TestGateway()
    let actor = Actor(party: .enterprise, role: .brandAdmin, key: running.founded.key)
    _ = await running.run(.create(.contact(try running.contact("a"))), as: actor)
    let session = try running.gateway.makeSession()
    let entries = try session.entries(after: Position(2), limit: 9, in: running.enterprise)
    #expect(entries.map(\.actor) == [actor])
    #expect(entries.map(\.command) == ["contact.create"])
  }
}
