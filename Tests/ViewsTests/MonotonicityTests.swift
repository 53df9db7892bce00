import Crypto
import Testing

@testable import Domain
@testable import Views

/// What holds of any set of rules: order plays no part, and taking never gives.
@Suite struct MonotonicityTests {
  private typealias Levels = [RecordID: [FieldLevel]]

  private func levels(of party: Party, in stage: Stage) -> Levels {
    let scope = stage.scope(of: party)
    return stage.records.compactMapValues { record in
      let visibility: Visibility? =
        switch record {
        case .contact(let contact): scope.visibility(of: contact)
        case .department(let department): scope.visibility(of: department)
        default: nil
        }
      guard let visibility else { return nil }
      return Field.allCases.map { visibility.level(of: $0) }
        + FieldClass.allCases.map { visibility.level(of: $0) }
    }
  }

  private func isAtMost(_ small: Levels, _ large: Levels) -> Bool {
    small.allSatisfy { id, levels in
      guard let others = large[id] else { return false }
      return zip(levels, others).allSatisfy { $0 <= $1 }
    }
  }

  private func rules(in stage: Stage) -> [Rule] {
    stage.records.values.compactMap { if case .rule(let rule) = $0 { rule } else { nil } }
      .sorted { $0.id < $1.id }
  }

  private func history(seed: UInt64) throws -> RandomHistory {
    var history = try RandomHistory(seed: seed)
    for _ in 0..<200 { _ = history.write(history.next()) }
    return history
  }

  @Test(arguments: [21, 22, 23] as [UInt64])
  func `a further deny and a missing allow show nothing more`(seed: UInt64) throws {
    let history = try history(seed: seed)
    for rule in rules(in: history.stage) {
      var without = history.stage
      without.remove(.rule(rule))
      for party in history.parties {
        let with = levels(of: party, in: history.stage)
        let less = levels(of: party, in: without)
        #expect(rule.effect == .allow ? isAtMost(less, with) : isAtMost(with, less))
      }
    }
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `rules give the same in whatever order they were made`(seed: UInt64) throws {
    let history = try history(seed: seed)
    var generator = RandomGenerator(SeededRandom(seed: seed))
    let rules = rules(in: history.stage)
    var empty = history.stage
    for rule in rules { empty.remove(.rule(rule)) }
    for _ in 0..<5 {
      var stage = empty
      for rule in rules.shuffled(using: &generator) { stage.put(.rule(rule)) }
      for party in history.parties {
        #expect(levels(of: party, in: stage) == levels(of: party, in: history.stage))
      }
    }
  }

  @Test(arguments: [41, 42, 43] as [UInt64])
  func `who no rule of an organization speaks to sees nothing of it`(seed: UInt64) throws {
    let history = try history(seed: seed)
    for party in history.parties {
      let speakers = Set(history.stage.topology.rules(for: party).map(\.organization))
      for id in levels(of: party, in: history.stage).keys {
        guard let owner = history.stage.records[id]?.owner, owner != party else { continue }
        #expect(speakers.contains(owner))
      }
    }
  }
}
