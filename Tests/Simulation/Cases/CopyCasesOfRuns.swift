import AdapterKit
import Domain
import Gateway
import Testing
import Views
import Wire

/// The numbered cases in which runs, endpoints, parties and starts come between one another.
struct `Copy cases of several runs` {
  @Test func `4: a second rule edit over a half told first leaves nothing of either untold`() throws
  {
    let stage = try Stage(parallel: 1)
    let away = try stage.run.cast.contact(in: stage.hidden)
    try stage.run.cast.contact(in: stage.hidden)
    try stage.begin()
    let seers = Rule.SeenBy(partners: [stage.partner])
    // Of the first edit one record is told; nothing else of it leaves before the second.
    stage.fate = { [unowned stage] _ in stage.sent.count > 1 ? .requestLost : nil }
    try stage.run.perform(
      .create(
        .rule(stage.run.cast.newRule(seen: Rule.Seen(departments: [stage.hidden]), by: seers))))
    try stage.pass(1)
    #expect(stage.sent.count == 2)
    try stage.run.perform(
      .create(
        .rule(
          stage.run.cast.newRule(.deny, seen: Rule.Seen(contacts: [away]), by: seers, FieldLevels())
        )
      ))
    try stage.pass(1)
    try stage.restart()
    try stage.end()
    #expect(stage.copy == 4)
  }

  @Test func `6: over crashes with a run and live interleaved no number stands for two events`()
    throws
  {
    let stage = try Stage()
    try stage.begin()
    for _ in 0..<3 {
      try stage.removeRule()
      try stage.change()
      try stage.pass(.milliseconds(100))
      try stage.run.perform(
        .create(
          .rule(
            stage.run.cast.newRule(
              seen: Rule.Seen(departments: [stage.shown]),
              by: Rule.SeenBy(partners: [stage.partner])))))
      try stage.change()
      try stage.pass(.milliseconds(100))
      try stage.restart()
    }
    try stage.end()
    let given = Dictionary(grouping: stage.sent) { [$0.epoch, $0.number] }
    #expect(given.values.allSatisfy { Set($0.map(\.id)).count == 1 })
    #expect(Set(stage.sent.map(\.epoch)).count >= 3)
  }

  @Test(arguments: [1, 500])
  func `9: who reads a rule's people later, and who read them before, is told what changed`(
    behindLimit: Int64
  ) throws {
    let stage = try Stage(behindLimit: behindLimit)
    let cast = stage.run.cast
    let newcomer = try cast.partner()
    let second = try cast.endpoint(of: .partner(newcomer))
    try stage.begin()
    for id in [stage.endpoint, second] { stage.run.bringDown(id, for: .seconds(30)) }
    try stage.change()
    try stage.see(Rule.SeenBy(partners: [newcomer]))
    try stage.change()
    try stage.pass(5)
    try stage.end()
    #expect(stage.copy == 0)
    #expect(stage.run.receivers[second]?.rows.count == 2)
  }

  @Test func `12: a fact reaches those whom it names though they see its subject no more`() throws {
    let stage = try Stage()
    let brand = try stage.run.cast.endpoint(of: .enterprise)
    let sibling = try stage.run.cast.partner()
    let other = try stage.run.cast.endpoint(of: .partner(sibling))
    try stage.begin()
    stage.run.bringDown(brand, for: .seconds(30))
    try stage.run.perform(.movePartner(stage.partner, .suspend))
    try stage.pass(1)
    try stage.run.perform(.movePartner(stage.partner, .terminate(children: .end)))
    try stage.pass(5)
    #expect(stage.run.receivers[brand]?.facts.count ?? 0 == 0)
    try stage.end()
    let facts = stage.sent.map(\.type).filter { $0.hasPrefix("partner.") || $0.hasPrefix("chain.") }
    #expect(
      Set(facts) == ["partner.suspended", "partner.terminated", "chain.member_left"])
    #expect(stage.run.receivers[brand]?.facts.count == 3)
    #expect(stage.run.receivers[other]?.facts.isEmpty ?? false)
  }

  @Test func `13: a record in trouble keeps no checkpoint away, which names it`() throws {
    let stage = try Stage()
    try stage.begin()
    let id = try stage.run.world.ids(of: .partner(stage.partner))
      .text(stage.contact.record, .contact)
    stage.fate = { $0.type.hasPrefix("contact.") ? .refused(422) : nil }
    try stage.change()
    try stage.pass(1)
    stage.run.node?.drivers[stage.endpoint]?.requestCheckpoint()
    stage.run.turn(stage.endpoint, after: .zero)
    try stage.pass(1)
    let checkpoint = stage.run.receivers[stage.endpoint]?.checkpoints.last
    #expect(checkpoint?["excepted"] == [.string(id)])
    #expect(checkpoint?["count"] == 1)
    try stage.end()
  }
}
