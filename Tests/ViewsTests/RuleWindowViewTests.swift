import Crypto
import Testing
import Wire

@testable import Domain
@testable import Views

/// Rules with windows: what a view shows once everything due is written, against one that looks at a
/// clock.
@Suite struct RuleWindowViewTests {
  private static let start = Timestamp(seconds: 1_800_000_000)

  @Test(arguments: [21, 22, 23] as [UInt64])
  func `once what is due is written, a view shows what the clock says`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var chance = RandomGenerator(SeededRandom(seed: seed))
    var clock = Self.start
    var settled = 0
    for step in 0..<250 {
      let versions = history.next().map { id, record in
        (id, record.map { Self.windowed($0, at: clock, &chance) })
      }
      _ = history.write(versions)
      clock += .milliseconds(Int64.random(in: 0...2_000, using: &chance))
      let due = history.stage.topology.due.due(at: clock)
      for subject in due {
        let record = try #require(history.stage.records[subject.record])
        _ = history.write([(subject.record, record.settled(at: clock))])
      }
      settled += due.count
      #expect(history.stage.topology.due.due(at: clock).isEmpty)
      guard step % 5 == 0 else { continue }
      expectClockwise(history, at: clock)
    }
    #expect(settled > 20)
  }

  /// A rule or agreement that was drawn stands where its window or term stands.
  private static func windowed(
    _ record: Record, at clock: Timestamp, _ chance: inout RandomGenerator
  ) -> Record {
    switch record {
    case .rule(var rule):
      rule.window = window(at: clock, &chance)
      rule.phase = rule.window?.phase(at: clock) ?? .open
      return .rule(rule)
    case .agreement(var agreement):
      agreement.terms = Terms(
        ceiling: agreement.terms.ceiling, purposes: agreement.terms.purposes,
        term: window(at: clock, &chance))
      agreement.phase = agreement.terms.term?.phase(at: clock) ?? .open
      return .agreement(agreement)
    default: return record
    }
  }

  private static func window(
    at clock: Timestamp, _ chance: inout RandomGenerator
  ) -> Window? {
    let from = clock + .milliseconds(Int64.random(in: -3_000...6_000, using: &chance))
    let until = clock + .milliseconds(Int64.random(in: 1...15_000, using: &chance))
    return switch Int.random(in: 0..<5, using: &chance) {
    case 0: nil
    case 1: try? Window(from: from, until: nil)
    case 2: try? Window(from: nil, until: until)
    default: try? Window(from: from, until: until)
    }
  }

  private func expectClockwise(_ history: RandomHistory, at clock: Timestamp) {
    let stage = history.stage
    for party in history.parties {
      let naive = NaiveVisibility(records: stage.records, party: party, clock: clock)
      let scope = stage.scope(of: party)
      for case .contact(let contact) in stage.records.values {
        #expect(naive.agrees(scope.visibility(of: contact), with: contact))
      }
      for case .department(let department) in stage.records.values {
        #expect(naive.agrees(scope.visibility(of: department), with: department))
      }
    }
  }

  @Test func `only an open rule gives or takes, and each opening reaches whom it speaks to`() throws
  {
    var stage = Stage()
    let partner = stage.partner("p")
    let party = Party.partner(partner.id)
    let department = stage.department("d")
    let person = stage.contact("c", in: [department.id])
    let seen = Rule.Seen(departments: [department.id])
    var allow = stage.rule(seen: seen, by: .init(partners: [partner.id]))
    var deny = stage.rule(.deny, seen: seen, by: .init(partners: [partner.id]), fields: .nothing)
    func isSeen(_ phases: Window.Phase...) -> Bool {
      allow.phase = phases[0]
      deny.phase = phases[1]
      #expect(stage.put(.rule(allow)).contains(party))
      #expect(stage.put(.rule(deny)).contains(party))
      return stage.scope(of: party).visibility(of: person) != nil
    }
    #expect(isSeen(.open, .waiting))
    #expect(!isSeen(.open, .open))
    #expect(isSeen(.open, .ended))
    #expect(!isSeen(.waiting, .waiting))
    #expect(!isSeen(.ended, .ended))
  }

  @Test func `times are found in order, and forgotten with their rules`() throws {
    var stage = Stage()
    let partner = stage.partner("p")
    let department = stage.department("d")
    var rules: [Rule] = []
    for seconds in [30, 10, 20, 10] as [Int64] {
      var rule = stage.rule(
        seen: .init(departments: [department.id]), by: .init(partners: [partner.id]))
      rule.window = try Window(from: nil, until: Self.start + .seconds(seconds))
      stage.put(.rule(rule))
      rules.append(rule)
    }
    let due = stage.topology.due
    #expect(due.earliest == Self.start + .seconds(10))
    #expect(due.due(at: Self.start + .seconds(9)).isEmpty)
    let first = [Scheduled.rule(rules[1].id), .rule(rules[3].id)].sorted()
    #expect(due.due(at: Self.start + .seconds(10)) == first)
    #expect(due.due(at: Self.start + .seconds(20)) == first + [.rule(rules[2].id)])
    #expect(stage.topology.narrowing.earliest == due.earliest)
    for place in [1, 3] { stage.remove(.rule(rules[place])) }
    #expect(stage.topology.due.earliest == Self.start + .seconds(20))
    stage.put(.rule(rules[2].settled(at: Self.start + .seconds(20))))
    #expect(stage.topology.due.earliest == Self.start + .seconds(30))
    stage.remove(.rule(rules[0]))
    #expect(stage.topology.due.earliest == nil)
    #expect(stage.topology.narrowing.earliest == nil)
  }
}
