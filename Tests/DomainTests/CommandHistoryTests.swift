import Testing

@testable import Domain

/// Long histories of random commands by random actors.
@Suite struct CommandHistoryTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `accepted commands keep every invariant and refused ones change nothing`(
    seed: UInt64
  ) throws {
    var world = World()
    var commands = RandomCommands(seed: seed)
    var accepted = 0
    for _ in 0..<1_000 {
      let records = Dictionary(grouping: world.state.records.sorted { $0.id < $1.id }, by: \.kind)
        .mapValues { $0.map(\.id) }
      let actor = commands.actor(in: records)
      let command = try commands.next(by: actor, in: records)
      guard try world.refusal(of: command, by: actor) == nil else { continue }
      let decision = try world.decide(command, by: actor)
      #expect(try world.decide(command, by: actor) == decision)
      try expectSound(decision, in: world)
      world.state.apply(decision)
      guard !decision.changes.isEmpty else { continue }
      accepted += 1
      let violations = Invariants(state: world.state).violations
      #expect(violations.isEmpty, "after \(command)")
      guard violations.isEmpty else { return }
    }
    #expect(accepted > 200)
  }

  /// A decision starts from the records as they stand, and touches each once.
  private func expectSound(_ decision: Decision, in world: World) throws {
    for change in decision.changes {
      #expect(world.state.record(change.id, change.kind) == change.before)
      #expect(change.before != change.after)
    }
    #expect(Set(decision.changes.map(\.id)).count == decision.changes.count)
  }
}
