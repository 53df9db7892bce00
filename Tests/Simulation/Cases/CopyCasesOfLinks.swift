import AdapterKit
import Domain
import Testing
import Views
import Wire

/// The cases in which who reports to whom could stay in a copy, or get into one, that does not see both.
struct `Copy cases of links` {
  private func links(_ stage: Stage) -> [String] {
    stage.sent.map(\.type).filter { $0.hasPrefix("link.") }
  }

  /// A second contact, to whom the first reports.
  private func manager(in department: DepartmentID, of stage: Stage) throws -> ContactID {
    let manager = try stage.run.cast.contact(in: department)
    try stage.run.cast.link(stage.contact, to: manager)
    return manager
  }

  @Test(arguments: [1, 500], [false, true])
  func `26: whoever one reports to is moved out of view, and the link goes too`(
    behindLimit: Int64, crashes: Bool
  ) throws {
    let stage = try Stage(behindLimit: behindLimit)
    let manager = try manager(in: stage.shown, of: stage)
    try stage.begin()
    #expect(stage.copy == 4)
    if behindLimit == 1 {
      stage.run.bringDown(stage.endpoint, for: .seconds(30))
      try stage.change()
    }
    // The entry touches the manager alone.
    try stage.move(manager, to: stage.hidden)
    if crashes { try stage.restart() }
    try stage.end()
    #expect(links(stage) == ["link.unshared"])
    #expect(stage.copy == 2)
    try stage.move(manager, to: stage.shown)
    try stage.end()
    #expect(links(stage) == ["link.unshared", "link.shared"])
    #expect(stage.copy == 4)
  }

  @Test(arguments: [false, true])
  func `a link between departments goes and comes with the rule that shows one end`(
    crashes: Bool
  ) throws {
    let stage = try Stage()
    try _ = manager(in: stage.hidden, of: stage)
    try stage.begin()
    #expect(stage.copy == 2)
    let rule = try stage.run.cast.allow(
      stage.hidden, to: Rule.SeenBy(partners: [stage.partner]), of: .enterprise, Cast.nameOnly)
    stage.run.announce()
    if crashes { try stage.restart() }
    try stage.pass(30)
    #expect(stage.copy == 5)
    try stage.run.perform(.remove(rule.record, .rule))
    if crashes { try stage.restart() }
    try stage.end()
    #expect(Set(links(stage)) == ["link.shared", "link.unshared"])
    #expect(stage.copy == 2)
  }

  @Test func `a link is shared after its ends and goes before them, in one entry and in a run`()
    throws
  {
    let stage = try Stage(parallel: 1)
    let manager = try manager(in: stage.shown, of: stage)
    try stage.begin()
    try stage.run.perform(.remove(manager.record, .contact))
    try stage.pass(30)
    #expect(stage.sent.map(\.type) == ["link.unshared", "contact.unshared"])
    _ = try self.manager(in: stage.shown, of: stage)
    stage.run.announce()
    try stage.pass(30)
    let before = stage.sent.count
    try stage.see(Rule.SeenBy(kinds: [.outlet]))
    try stage.pass(30)
    let types = stage.sent[before...].map(\.type).filter { $0.hasSuffix(".unshared") }
    #expect(types.first == "link.unshared" && types.last == "department.unshared")
    try stage.see(Rule.SeenBy(partners: [stage.partner]))
    try stage.end()
    let shared = stage.sent[before...].map(\.type).filter { $0.hasSuffix(".shared") }
    #expect(shared.first == "department.shared" && shared.last == "link.shared")
  }

  @Test func `an end that leaves while the link's answer is out takes the link along`() throws {
    let stage = try Stage()
    let manager = try manager(in: stage.shown, of: stage)
    stage.fate = { event in
      event.type == "link.shared" ? .answerLost(arrival: .milliseconds(5)) : nil
    }
    try stage.run.start()
    try stage.pass(1)
    try stage.move(manager, to: stage.hidden)
    try stage.restart()
    try stage.end()
    #expect(stage.copy == 2)
    #expect(links(stage).last == "link.unshared")
  }

  @Test(arguments: [1, 500])
  func `more than a page of people report to one who moves out of view and back`(behindLimit: Int64)
    throws
  {
    let stage = try Stage(behindLimit: behindLimit, parallel: 8, runPage: 10)
    let manager = try stage.run.cast.contact(in: stage.shown)
    for _ in 0..<60 {
      try stage.run.cast.link(try stage.run.cast.contact(in: stage.shown), to: manager)
    }
    try stage.run.start()
    try stage.end()
    #expect(stage.copy == 123)
    for (place, count) in [(stage.hidden, 62), (stage.shown, 123)] {
      if behindLimit == 1 {
        stage.run.bringDown(stage.endpoint, for: .seconds(30))
        try stage.change()
      }
      try stage.move(manager, to: place)
      try stage.pass(.milliseconds(200))
      try stage.restart()
      try stage.end()
      #expect(stage.copy == count)
    }
  }

  @Test func `an end that returns before the removal of its link has left calls it back`() throws {
    let stage = try Stage()
    let manager = try manager(in: stage.shown, of: stage)
    try stage.begin()
    for _ in 0..<40 {
      try stage.move(manager, to: stage.hidden)
      // The removal is built and not yet on its way.
      try stage.pass(.milliseconds(stage.run.chance.number(0...3)))
      try stage.move(manager, to: stage.shown)
      try stage.pass(.milliseconds(stage.run.chance.number(0...3)))
    }
    try stage.end()
    #expect(stage.copy == 4)
  }

  @Test func `an endpoint whose scope has no links is told of none`() throws {
    let stage = try Stage()
    _ = try manager(in: stage.shown, of: stage)
    try stage.begin()
    var change = Endpoint.Change()
    change.scope = Endpoint.Scope(kinds: [.contact])
    try stage.run.perform(.change(.endpoint(stage.endpoint, change)))
    try stage.end()
    #expect(stage.copy == 2)
    #expect(links(stage) == ["link.unshared"])
  }
}
