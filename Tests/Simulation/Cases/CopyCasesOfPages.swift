import AdapterKit
import Domain
import Gateway
import Testing
import Views
import Wire

/// Cases in which something comes between the pages of a run.
struct `Copy cases of pages` {
  /// A view of some twenty records that is told in pages of two.
  private func stage(parallel: Int = 2, people: Int = 20) throws -> Stage {
    let stage = try Stage(parallel: parallel, runPage: 2)
    for _ in 0..<people { try stage.run.cast.contact(in: stage.shown) }
    stage.fate = { _ in .good(arrival: .milliseconds(20), answer: .milliseconds(20)) }
    return stage
  }

  private func isInSync(_ event: Event) -> Bool { event.type == "view.in_sync" }

  @Test(arguments: Array(1...11))
  func `a first telling under writes and a crash after any event ends in sync`(events: Int) throws {
    let stage = try stage(people: 8)
    try stage.run.start()
    try stage.pass(until: { stage.sent.count >= events })
    try stage.change()
    try stage.run.crash()
    try stage.rename(stage.contact)
    try stage.run.start()
    try stage.pass(2)
    try stage.end()
    #expect(stage.copy == 10)
    #expect(stage.sent.last(where: isInSync) != nil)
    // What follows is no first telling any more.
    let checkpoints = stage.sent.filter { $0.type == "stream.checkpoint" || isInSync($0) }
    #expect(checkpoints.last.map(isInSync) == false)
  }

  @Test func `a first telling that was through before a crash is still said to be in sync`() throws
  {
    let stage = try stage(people: 3)
    stage.fate = { event in isInSync(event) ? .requestLost : nil }
    try stage.run.start()
    try stage.pass(until: { stage.sent.last.map(isInSync) == true })
    try stage.pass(.milliseconds(300))
    try stage.restart()
    stage.fate = { _ in nil }
    try stage.pass(5)
    #expect(stage.sent.last.map(isInSync) == true)
    #expect(stage.sent.count(where: isInSync) == 2)
    try stage.end()
  }

  @Test func `a record that leaves the view and comes back while it waits is told as it is`() throws
  {
    let stage = try stage()
    try stage.run.start()
    try stage.pass(until: { stage.sent.count >= 4 })
    try stage.move(to: stage.hidden)
    try stage.pass(.milliseconds(30))
    try stage.change()
    try stage.move(to: stage.shown)
    try stage.end()
    #expect(stage.copy == 22)
  }

  @Test func `a department that moves while a run is half done takes its people along`() throws {
    let stage = try stage()
    let below = try stage.run.cast.department(under: stage.shown)
    for _ in 0..<6 { try stage.run.cast.contact(in: below) }
    try stage.run.start()
    try stage.pass(until: { stage.sent.count >= 5 })
    try stage.move(below, under: stage.hidden)
    try stage.pass(.milliseconds(50))
    try stage.restart()
    try stage.end()
    #expect(stage.copy == 22)
  }

  @Test(arguments: [false, true])
  func `two runs over the same records leave nothing of either untold`(crashes: Bool) throws {
    let stage = try stage()
    try stage.begin()
    let seers = Rule.SeenBy(partners: [stage.partner])
    for (field, level) in [(Field.name, FieldLevel.masked), (.departments, .hidden)] {
      let fields = FieldLevels(classes: Cast.clear.classes, fields: [field: level])
      let rule = try stage.run.cast.newRule(
        .deny, seen: Rule.Seen(departments: [stage.shown]), by: seers, fields)
      try stage.run.perform(.create(.rule(rule)))
      try stage.pass(.milliseconds(70))
    }
    if crashes { try stage.restart() }
    try stage.end()
    #expect(stage.copy == 22)
  }

  @Test func `an answer that is lost just before a narrowing leaves nothing behind`() throws {
    let stage = try stage()
    try stage.begin()
    stage.fate = { _ in .answerLost(arrival: .milliseconds(5)) }
    try stage.change()
    try stage.pass(.milliseconds(20))
    try stage.removeRule()
    try stage.pass(.milliseconds(20))
    try stage.restart()
    try stage.end()
    #expect(stage.copy == 0)
  }

  /// Time is the simulator's, so the comparison is exact.
  @Test func `live events come within twice their idle time while a first telling goes on`() throws
  {
    let stage = try stage(parallel: 4, people: 300)
    stage.run.connecting = .milliseconds(1)
    var sentAt: [String: Timestamp] = [:]
    stage.fate = { event in
      sentAt[event.id] = stage.run.now
      return .good(arrival: .milliseconds(20), answer: .milliseconds(20))
    }
    func slowest(of changes: Int) throws -> Duration {
      var slowest = Duration.zero
      for _ in 0..<changes {
        try stage.pass(.milliseconds(7))
        let (before, started) = (stage.sent.count, stage.run.now)
        try stage.change()
        let id = try stage.run.world.ids(of: .partner(stage.partner))
          .text(stage.contact.record, .contact)
        var told: Event?
        try stage.pass(until: {
          told = stage.sent.dropFirst(before).first { $0.data.contains(id) }
          return told != nil
        })
        let arrived = told.flatMap { sentAt[$0.id] }.map { $0 + .milliseconds(20) }
        slowest = max(slowest, try #require(arrived) - started)
        try stage.pass(.milliseconds(60))
      }
      return slowest
    }
    try stage.run.start()
    // The contact itself is told before it is changed.
    try stage.pass(.milliseconds(200))
    let busy = try slowest(of: 15)
    #expect(!stage.sent.contains(where: isInSync))
    try stage.pass(60)
    #expect(stage.sent.contains(where: isInSync))
    let idle = try slowest(of: 15)
    #expect(busy <= idle + idle, "busy \(busy), idle \(idle)")
    try stage.end()
  }
}

extension [UInt8] {
  fileprivate func contains(_ text: String) -> Bool {
    String(decoding: self, as: UTF8.self).contains(text)
  }
}
