import Crypto
import Delivery
import Domain
import Testing
import Wire

@testable import Gateway

/// One endpoint that is pulled from, through lost answers, failed writes, crashes and partners that go
/// back to a backup: at rest the copy is the view, or was told that it has to begin anew.
@Suite struct PullRestartTests {
  /// A run of one seed.
  private struct Story {
    let running: TestGateway
    let endpoint: Endpoint
    var generator: RandomGenerator
    var commands: RandomCommands
    var node: PullNode
    var copy = PulledCopy()
    var backups: [PulledCopy] = []
    var begun = 0
    var wasSetBack = false

    init(seed: UInt64) async throws {
      running = try TestGateway(seed: seed)
      generator = RandomGenerator(SeededRandom(seed: seed))
      commands = RandomCommands(for: running)
      endpoint = Endpoint(
        id: EndpointID(from: running.random), party: .enterprise, code: try Code("asking"),
        adapter: try AdapterName("standard-webhooks"), url: nil, transport: .pull)
      _ = await running.run([.create(.endpoint(endpoint))])
      node = try PullNode(running, endpoint)
    }

    mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

    mutating func step() async throws {
      switch number(below: 12) {
      case 0, 1, 2, 3:
        _ = await running.run(try commands.batch(of: 1 + number(below: 4)))
        if number(below: 3) > 0 { try node.follow() }
      case 4, 5, 6, 7: try ask(isLost: number(below: 3) == 0)
      case 8: try node.save(fails: number(below: 4) == 0)
      case 9: try node.follow()
      case 10: try crash()
      default:
        backups.append(copy)
        guard number(below: 3) == 0, let backup = backups.randomElement(using: &generator) else {
          return
        }
        copy = backup
        wasSetBack = true
      }
    }

    mutating func crash() throws {
      running.clock.advance(by: .seconds(number(below: 3)))
      node = try PullNode(running, endpoint)
    }

    mutating func ask(isLost: Bool, savesAtOnce: Bool = true) throws {
      if let refusal = node.refusal(of: copy.mark) {
        #expect(refusal == .gone)
        let holdsNothing = copy.mark == nil
        #expect(wasSetBack || holdsNothing, "a copy that lost nothing is told that it did")
        try node.driver.tellWhole()
        copy = PulledCopy()
        wasSetBack = false
        begun += 1
      }
      let answer = try node.ask(
        after: copy.mark, limit: 1 + number(below: 9), savesAtOnce: savesAtOnce)
      // Until it is durable that the copy begins anew there is no answer.
      guard node.driver.beginning == .kept else { return }
      if !isLost { try copy.take(answer.events, next: answer.next) }
    }

    /// Lets everything come to rest.
    mutating func end() throws {
      try node.follow()
      var quiet = 0
      while quiet < 3 {
        let before = copy
        try ask(isLost: false)
        try node.save()
        quiet = before.records == copy.records && node.driver.outbox.entries.isEmpty ? quiet + 1 : 0
      }
    }
  }

  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func `at rest the copy is the view`(seed: UInt64) async throws {
    var story = try await Story(seed: seed)
    for _ in 0..<150 { try await story.step() }
    try story.end()
    #expect(try story.copy.records == story.node.expected)
    #expect(story.node.driver.isAtRest)
  }

  @Test func `a crash after each answer loses nothing and needs no beginning anew`() async throws {
    var story = try await Story(seed: 7)
    for _ in 0..<30 {
      _ = await story.running.run(try story.commands.batch(of: 3))
      try story.node.follow()
      try story.ask(isLost: story.number(below: 2) == 0)
      try story.crash()
    }
    try story.end()
    #expect(try story.copy.records == story.node.expected)
    #expect(story.begun == 0)
  }
}
