import Crypto
import Testing
import Wire

@testable import Domain

@Suite struct RuleWindowTests {
  static let start = World.now + .seconds(100)
  static let end = World.now + .seconds(200)

  /// A world with one rule, made at `World.now`.
  private struct Stand {
    var world = World()
    let id: RuleID

    init(_ window: Window?, _ effect: Rule.Effect = .allow) throws {
      var rule = world.rule(
        seen: .init(departments: [world.head.id]), seenBy: .init(partners: [world.dealer.id]))
      rule.window = window
      rule.effect = effect
      id = rule.id
      try world.run(.create(.rule(rule)))
    }

    var rule: Rule {
      get throws {
        guard case .rule(let rule)? = world.state.record(id.record, .rule) else {
          throw InvalidValue("no rule")
        }
        return rule
      }
    }

    @discardableResult
    mutating func settle(at time: Timestamp) throws -> Window.Phase {
      try world.run(.settleDue(.rule(id)), by: .gateway, at: time)
      return try rule.phase
    }

    mutating func change(at time: Timestamp, _ edit: (inout Rule.Change) -> Void) throws {
      var change = Rule.Change()
      edit(&change)
      try world.run(.change(.rule(id, change)), at: time)
    }
  }

  private static func window(_ from: Timestamp?, _ until: Timestamp?) throws -> Window {
    try Window(from: from, until: until)
  }

  // MARK: The window

  @Test func `a window has an end, and ends after it starts`() throws {
    #expect(throws: Window.Fault.open) { try Window(from: nil, until: nil) }
    #expect(throws: Window.Fault.endsBeforeStart) {
      try Window(from: Self.end, until: Self.start)
    }
    #expect(throws: Window.Fault.endsBeforeStart) {
      try Window(from: Self.start, until: Self.start)
    }
    #expect(try Self.window(Self.start, Self.start + .microseconds(1)).until != nil)
  }

  @Test(
    arguments: [
      (-1, .waiting), (0, .open), (1, .open), (99_999_999, .open), (100_000_000, .ended),
      (100_000_001, .ended),
    ] as [(Int64, Window.Phase)])
  func `it opens at its start and has ended at its end`(
    microseconds: Int64, phase: Window.Phase
  ) throws {
    let window = try Self.window(Self.start, Self.end)
    #expect(window.phase(at: Self.start + .microseconds(microseconds)) == phase)
  }

  @Test func `without a start it is open, without an end it stays so`() throws {
    #expect(try Self.window(nil, Self.end).phase(at: .earliest) == .open)
    #expect(try Self.window(Self.start, nil).phase(at: .latest) == .open)
  }

  // MARK: Creation and change

  @Test func `a new rule stands where its window stands`() throws {
    #expect(try Stand(nil).rule.phase == .open)
    #expect(try Stand(Self.window(Self.start, Self.end)).rule.phase == .waiting)
    #expect(try Stand(Self.window(World.now, Self.end)).rule.phase == .open)
    #expect(try Stand(Self.window(nil, Self.end)).rule.phase == .open)
  }

  @Test(arguments: [-1, 0] as [Int64])
  func `a window that is over already is refused at its end`(microseconds: Int64) throws {
    let window = try Self.window(nil, World.now + .microseconds(microseconds))
    let refusal = try #require(throws: Refusal.self) { try Stand(window) }
    #expect(refusal.reason == .invalidValue)
    #expect(refusal.field == "window/until")
    var stand = try Stand(nil)
    let changed = try #require(throws: Refusal.self) {
      try stand.change(at: World.now) { $0.window = .some(window) }
    }
    #expect(changed.field == "window/until")
  }

  @Test func `another window sets the phase anew, also after the end`() throws {
    var stand = try Stand(Self.window(nil, Self.start))
    #expect(try stand.settle(at: Self.start) == .ended)
    let next = try Self.window(Self.end, nil)
    try stand.change(at: Self.start + .seconds(1)) { $0.window = .some(next) }
    #expect(try stand.rule.phase == .waiting)
    try stand.change(at: Self.start + .seconds(2)) { $0.window = .some(nil) }
    #expect(try stand.rule.phase == .open)
    #expect(try stand.rule.window == nil)
  }

  @Test func `a change settles first what is due, and leaves an ended rule ended`() throws {
    var stand = try Stand(Self.window(Self.start, Self.end))
    try stand.change(at: Self.start) { $0.purpose = .sales }
    #expect(try stand.rule.phase == .open)
    try stand.change(at: Self.end) { $0.purpose = .supply }
    #expect(try stand.rule.phase == .ended)
    try stand.change(at: Self.end + .seconds(1)) { $0.purpose = .sales }
    #expect(try stand.rule.phase == .ended)
    #expect(try stand.rule.purpose == .sales)
  }

  // MARK: What is due

  @Test func `it is moved on at its start and at its end, and a repeat does nothing`() throws {
    var stand = try Stand(Self.window(Self.start, Self.end))
    #expect(try stand.rule.due == Self.start)
    #expect(try stand.settle(at: Self.start - .microseconds(1)) == .waiting)
    #expect(try stand.settle(at: Self.start) == .open)
    #expect(try stand.rule.due == Self.end)
    let again = try stand.world.decide(.settleDue(.rule(stand.id)), by: .gateway, at: Self.start)
    #expect(again.changes.isEmpty)
    #expect(try stand.settle(at: Self.end - .microseconds(1)) == .open)
    #expect(try stand.settle(at: Self.end) == .ended)
    #expect(try stand.rule.due == nil)
    let late = try stand.world.decide(.settleDue(.rule(stand.id)), by: .gateway, at: .latest)
    #expect(late.changes.isEmpty)
  }

  @Test func `one that both began and ended meanwhile never opens`() throws {
    var stand = try Stand(Self.window(Self.start, Self.end))
    #expect(try stand.settle(at: Self.end) == .ended)
  }

  @Test func `a clock that was set back takes nothing back`() throws {
    var stand = try Stand(Self.window(Self.start, Self.end))
    try stand.settle(at: Self.start)
    #expect(try stand.settle(at: World.now) == .open)
    try stand.settle(at: Self.end)
    #expect(try stand.settle(at: Self.start) == .ended)
  }

  @Test func `a rule without a window, and one that has gone, is never due`() throws {
    var stand = try Stand(nil)
    #expect(
      try stand.world.decide(.settleDue(.rule(stand.id)), by: .gateway, at: .latest).changes.isEmpty
    )
    try stand.world.run(.remove(stand.id.record, .rule))
    #expect(
      try stand.world.decide(.settleDue(.rule(stand.id)), by: .gateway, at: .latest).changes.isEmpty
    )
  }

  @Test func `nobody but the gateway settles`() throws {
    let stand = try Stand(Self.window(Self.start, Self.end))
    for actor in [Actor.operatorAtMachine, stand.world.admin(of: stand.world.dealer)] {
      #expect(
        try stand.world.refusal(of: .settleDue(.rule(stand.id)), by: actor)?.reason == .forbidden)
    }
  }

  @Test func `an allow narrows when it ends, a deny when it begins`() throws {
    let window = try Self.window(Self.start, Self.end)
    var allow = try Stand(window)
    var deny = try Stand(window, .deny)
    #expect(try allow.rule.narrowing == nil)
    #expect(try deny.rule.narrowing == Self.start)
    try allow.settle(at: Self.start)
    try deny.settle(at: Self.start)
    #expect(try allow.rule.narrowing == Self.end)
    #expect(try deny.rule.narrowing == nil)
  }

  // MARK: Staged changes

  @Test func `a staged change is allowed though its rule has opened meanwhile`() throws {
    var stand = try Stand(Self.window(Self.start, Self.end))
    let before = try stand.rule
    var after = before
    after.effect = .deny
    let staged = StagedChange(
      id: StagedChangeID(from: stand.world.random), organization: .enterprise,
      proposal: .rule(try #require(RuleEdit(before: before, after: after))), time: World.now,
      count: .init(structure: .start, records: 1))
    try stand.world.run(.create(.stagedChange(staged)))
    try stand.settle(at: Self.start)
    try stand.world.run(.settleStaged(staged.id, .allow), at: Self.start + .seconds(1))
    #expect(try stand.rule.effect == .deny)
    #expect(try stand.rule.phase == .open)
  }

  @Test func `a staged rule begins when it is allowed, and not at all when it is over by then`()
    throws
  {
    var stand = try Stand(nil)
    var rule = stand.world.rule(
      seen: .init(departments: [stand.world.field.id]),
      seenBy: .init(partners: [stand.world.dealer.id]))
    rule.code = .of("later")
    rule.window = try Self.window(Self.start, Self.end)
    let staged = StagedChange(
      id: StagedChangeID(from: stand.world.random), organization: .enterprise,
      proposal: .rule(try #require(RuleEdit(before: nil, after: rule))), time: World.now,
      count: .init(structure: .start, records: 1))
    try stand.world.run(.create(.stagedChange(staged)))
    let command = Command.settleStaged(staged.id, .allow)
    #expect(throws: Refusal.self) { try stand.world.decide(command, at: Self.end) }
    try stand.world.run(command, at: Self.start)
    guard case .rule(let made)? = stand.world.state.record(rule.id.record, .rule) else {
      return #expect(Bool(false), "the rule was not made")
    }
    #expect(made.phase == .open)
  }

  // MARK: Bytes

  private static let base =
    "05" + "02" + "7231" + "0601" + "09" + "10" + "0000000000000001" + "0000000000000002" + "0c01"

  private static func rule(_ window: Window?, _ phase: Window.Phase) -> Rule {
    let block = Block128(high: 1, low: 2)
    return Rule(
      id: RuleID(RecordID(block)), organization: .enterprise, code: .of("r1"), effect: .allow,
      seen: .init(departments: [DepartmentID(block)]), seenBy: .init(enterprise: true),
      fields: FieldLevels(), window: window, phase: phase)
  }

  @Test(
    arguments: [
      (nil, nil, Window.Phase.open, ""), (1, 2, .waiting, "25" + "04" + "0201" + "0402" + "2601"),
      (1, nil, .open, "25" + "02" + "0201"), (nil, 300, .ended, "25" + "03" + "04ac02" + "2603"),
    ] as [(Int64?, Int64?, Window.Phase, String)])
  func `window and phase stand behind the older fields, and nothing where there is none`(
    from: Int64?, until: Int64?, phase: Window.Phase, suffix: String
  ) throws {
    let window =
      from == nil && until == nil
      ? nil
      : try Window(
        from: from.map { Timestamp(microseconds: $0) },
        until: until.map { Timestamp(microseconds: $0) })
    let rule = Self.rule(window, phase)
    let encoded = try #require(Hex.decode(Self.base + suffix))
    #expect(Record.rule(rule).encoded == encoded)
    #expect(try Record(kind: .rule, id: rule.id.record, encoded: encoded) == .rule(rule))
  }

  @Test(arguments: ["25" + "04" + "0202" + "0401", "25" + "00", "2604"])
  func `a window that cannot be, or a phase of a newer gateway, is damage`(suffix: String) throws {
    let encoded = try #require(Hex.decode(Self.base + suffix))
    #expect(throws: DamagedRecord.self) {
      try Record(
        kind: .rule, id: RecordID(Block128(high: 1, low: 2)), encoded: encoded)
    }
  }

  @Test func `an entry says that the gateway itself did it`() throws {
    let enterprise = EnterpriseID(from: SeededRandom(seed: 1))
    let origin = Entry.origin(of: enterprise)
    let entry = Entry(
      position: Position(1), time: World.now, actor: .gateway,
      command: Command.settleDue(.rule(RuleID(from: SeededRandom(seed: 2)))).name, changes: [],
      previous: origin)
    #expect(entry.content[16..<19] == [3, 0, 0])
    let read = try Entry(content: entry.content, previous: origin)
    #expect(read.actor == .gateway)
    #expect(read.command == "rule.settle_due")
  }
}
