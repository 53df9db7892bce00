import AdapterKit
import Domain
import Gateway
import Testing
import Views
import Wire

/// Rules that open and end while copies are moved.
struct `Copy cases of windows` {
  private func rule(
    _ stage: Stage, _ effect: Rule.Effect = .allow, from: Int64? = nil, until: Int64? = nil
  ) throws -> RuleID {
    let fields = effect == .allow ? Cast.clear : FieldLevels()
    var rule = try stage.run.cast.newRule(
      effect, seen: Rule.Seen(departments: [effect == .allow ? stage.hidden : stage.shown]),
      by: Rule.SeenBy(partners: [stage.partner]), fields)
    rule.window = try Window(
      from: from.map { stage.run.now + .seconds($0) },
      until: until.map { stage.run.now + .seconds($0) })
    try stage.run.perform(.create(.rule(rule)))
    return rule.id
  }

  private func phase(_ id: RuleID, _ stage: Stage) throws -> Window.Phase {
    guard case .rule(let rule)? = stage.run.world.records[id.record] else { throw Missing() }
    return rule.phase
  }

  @Test func `what a rule shows comes at its start and goes at its end`() throws {
    let stage = try Stage()
    try stage.run.cast.contact(in: stage.hidden)
    try stage.begin()
    let id = try rule(stage, from: 60, until: 120)
    try stage.pass(59)
    #expect(stage.copy == 2)
    #expect(stage.sent.isEmpty)
    try stage.pass(30)
    #expect(try phase(id, stage) == .open)
    #expect(stage.copy == 4)
    try stage.pass(60)
    #expect(try phase(id, stage) == .ended)
    #expect(stage.copy == 2)
    try stage.end()
  }

  @Test func `a deny takes away at its start what comes back at its end`() throws {
    let stage = try Stage()
    try stage.begin()
    let id = try rule(stage, .deny, from: 60, until: 120)
    try stage.pass(30)
    #expect(stage.copy == 2)
    try stage.pass(60)
    #expect(try phase(id, stage) == .open)
    #expect(stage.copy == 0)
    try stage.pass(60)
    #expect(stage.copy == 2)
    try stage.end()
  }

  @Test func `a rule that ended while nothing ran shows nothing after the start`() throws {
    let stage = try Stage()
    let away = try stage.run.cast.contact(in: stage.hidden)
    try stage.begin()
    let id = try rule(stage, until: 60)
    try stage.pass(30)
    #expect(stage.copy == 4)
    // Changed and not told when the process ends.
    stage.fate = { _ in .requestLost }
    try stage.change(away)
    try stage.pass(.milliseconds(100))
    try stage.run.crash()
    try stage.pass(60)
    #expect(try phase(id, stage) == .open)
    stage.fate = { _ in nil }
    let before = stage.sent.count
    try stage.run.start()
    #expect(try phase(id, stage) == .ended)
    try stage.pass(60)
    let later = stage.sent[before...].map(\.type)
    #expect(later.contains("contact.unshared"))
    #expect(stage.copy == 2)
    try stage.end()
  }

  @Test(arguments: [0, 1] as [Int64])
  func `from its end on nothing leaves by a rule whose end is not written yet`(
    seconds: Int64
  ) throws {
    let stage = try Stage()
    let away = try stage.run.cast.contact(in: stage.hidden)
    try stage.begin()
    stage.run.settlingLag = .seconds(40)
    let id = try rule(stage, until: 60)
    try stage.pass(30)
    #expect(stage.copy == 4)
    try stage.pass(.seconds(29 + seconds))
    let before = stage.sent.count
    // Handed over right before the end, with a connection that stands only after it.
    stage.run.connecting = .seconds(2)
    try stage.change(away)
    try stage.pass(20)
    #expect(try phase(id, stage) == .open)
    #expect(stage.sent.count == before)
    try stage.pass(60)
    #expect(try phase(id, stage) == .ended)
    #expect(!stage.sent[before...].contains { $0.type == "contact.updated" })
    #expect(stage.copy == 2)
    try stage.end()
  }

  @Test func `an end that moves later in time keeps what was shown`() throws {
    let stage = try Stage()
    try stage.run.cast.contact(in: stage.hidden)
    try stage.begin()
    let id = try rule(stage, until: 60)
    try stage.pass(30)
    var change = Rule.Change()
    change.window = .some(try Window(from: nil, until: stage.run.now + .seconds(600)))
    try stage.run.perform(.change(.rule(id, change)))
    let before = stage.sent.count
    try stage.pass(120)
    #expect(stage.sent.count == before)
    #expect(stage.copy == 4)
    try stage.end()
  }
}
