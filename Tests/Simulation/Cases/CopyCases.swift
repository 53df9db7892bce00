import AdapterKit
import Domain
import Testing
import Views
import Wire

/// The numbered cases in which simpler bookkeeping leaves a copy wrong.
struct `Copy cases` {
  private func lost(_ event: Event) -> Fate? {
    event.type.hasPrefix("contact.") ? .answerLost(arrival: .milliseconds(5)) : nil
  }

  @Test(arguments: [false, true])
  func `1: what was applied without an answer is withdrawn when its rule goes`(
    crashes: Bool
  ) throws {
    let stage = try Stage()
    stage.fate = lost
    try stage.run.start()
    try stage.pass(1)
    try stage.removeRule()
    if crashes { try stage.restart() }
    try stage.end()
    #expect(stage.types.contains("contact.unshared"))
    #expect(stage.copy == 0)
  }

  @Test(arguments: [false, true])
  func `1: what was applied without an answer is told back when it is changed back`(
    crashes: Bool
  ) throws {
    let stage = try Stage()
    try stage.begin()
    let first = try stage.phone(of: stage.contact)
    stage.fate = lost
    try stage.change()
    try stage.pass(21)
    stage.fate = { _ in .requestLost }
    try stage.change(phone: first)
    try stage.pass(1)
    if crashes { try stage.restart() }
    try stage.end()
  }

  @Test func `2: a change while its department was away is told when it returns`() throws {
    let stage = try Stage(behindLimit: 1)
    try stage.begin()
    let outer = try stage.run.cast.department()
    let inner = try stage.run.cast.department(under: stage.shown)
    let person = try stage.run.cast.contact(in: inner)
    stage.run.announce()
    try stage.pass(5)
    stage.run.bringDown(stage.endpoint, for: .seconds(60))
    try stage.move(inner, under: outer)
    try stage.change(person)
    try stage.move(inner, under: stage.shown)
    try stage.end()
  }

  @Test func `3: out and back again while the answer is out leaves no older row behind`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.fate = lost
    try stage.change()
    try stage.pass(1)
    try stage.move(to: stage.hidden)
    try stage.move(to: stage.shown)
    try stage.end()
  }

  @Test func `3: the cursor waits where an acknowledged row was read, whoever asked again since`()
    throws
  {
    let stage = try Stage(behindLimit: 1, parallel: 1)
    let other = try stage.run.cast.contact(in: stage.shown)
    try stage.begin()
    stage.fate = { [unowned stage] _ in
      // The second of the record is under way for long; all else is soon answered.
      stage.sent.count == 3
        ? .good(arrival: .seconds(5), answer: .zero) : .good(arrival: .seconds(1), answer: .zero)
    }
    try stage.change()
    try stage.pass(.milliseconds(500))
    var change = Contact.Change()
    change.phones = [try stage.run.cast.phone()]
    for id in [stage.contact, other] {
      try stage.run.perform(.change(.contact(id, change)), isAnnounced: false)
    }
    stage.run.announce()
    try stage.pass(4)
    try stage.restart()
    try stage.end()
  }

  @Test func `5: another row of a record goes under another id`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.fate = lost
    try stage.change()
    try stage.pass(1)
    try stage.change()
    try stage.end()
    let ids = stage.sent.filter { $0.type.hasPrefix("contact.") }.map(\.id)
    #expect(Set(ids).count == 2)
  }

  @Test func `7: a first request that arrives late changes nothing`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.fate = { event in
      event.number == 4
        ? Fate(arrivals: [.seconds(50)], answerAfter: Fate.timeLimit, status: nil) : nil
    }
    try stage.change()
    try stage.pass(1)
    try stage.removeRule()
    try stage.end()
    #expect(stage.copy == 0)
  }

  @Test func `8: two parties are given different names for one position`() throws {
    let stage = try Stage()
    let ids = try stage.run.world.ids(of: .partner(stage.partner))
    let brand = try stage.run.world.ids(of: .enterprise)
    let head = stage.run.world.head
    #expect(ids.at(head) != brand.at(head))
    #expect(ids.text(stage.contact.record, .contact) != brand.text(stage.contact.record, .contact))
  }

  @Test func `14: a suspended partner is sent nothing, and its copy moves on from there`() throws {
    let stage = try Stage()
    try stage.begin()
    try stage.run.perform(.movePartner(stage.partner, .suspend))
    try stage.change()
    try stage.removeRule()
    try stage.pass(60)
    #expect(stage.sent.isEmpty)
    #expect(stage.copy == 2)
    try stage.end()
    #expect(stage.copy == 0)
  }

  @Test func `17: what is told late is what the record is now`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.run.bringDown(stage.endpoint, for: .seconds(20))
    try stage.change()
    try stage.pass(5)
    try stage.change()
    try stage.end()
    #expect(stage.types == ["contact.updated"])
  }

  @Test func `18: a request that has not begun when its record is narrowed never leaves`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.run.connecting = .seconds(2)
    try stage.change()
    try stage.pass(1)
    try stage.removeRule()
    try stage.pass(10)
    #expect(stage.types == ["contact.unshared"])
    try stage.end()
  }

  @Test func `21: a removal that one endpoint acknowledged is told to the second all the same`()
    throws
  {
    let stage = try Stage()
    let second = try stage.run.cast.endpoint(of: .partner(stage.partner), parallel: 1)
    try stage.begin()
    stage.run.bringDown(second, for: .seconds(40))
    try stage.move(to: stage.hidden)
    try stage.pass(5)
    #expect(stage.copy == 1)
    #expect(stage.run.receivers[second]?.rows.count == 2)
    try stage.end()
    #expect(stage.run.receivers[second]?.rows.count == 1)
  }

  @Test func `24: catching up tells what was acknowledged beyond the cursor`() throws {
    let stage = try Stage(behindLimit: 2)
    let other = try stage.run.cast.contact(in: stage.shown)
    try stage.begin()
    let first = try stage.phone(of: stage.contact)
    var isFirst = true
    stage.fate = { _ in
      defer { isFirst = false }
      return isFirst ? .requestLost : nil
    }
    try stage.change(other)
    try stage.pass(1)
    try stage.change()
    try stage.pass(1)
    try stage.run.crash()
    try stage.change(phone: first)
    try stage.run.start()
    try stage.end()
  }

  @Test func `24: what stands beyond the cursor at a start is told though its ends agree`() throws {
    let stage = try Stage(fields: Cast.nameOnly)
    let other = try stage.run.cast.contact(in: stage.shown)
    try stage.begin()
    stage.fate = { _ in .requestLost }
    try stage.rename(other)
    try stage.pass(1)
    // Of the phone nothing shows.
    try stage.change()
    try stage.pass(1)
    #expect(stage.types == ["contact.updated"])
    stage.fate = { _ in nil }
    try stage.restart()
    try stage.end()
    // The other's sides differ in the name; the changed one's agree, so nothing is named as changed.
    #expect(stage.types == ["contact.updated", "contact.updated", "contact.shared"])
  }

  @Test func `25: a rule edit survives a crash before anything of it was told`() throws {
    let stage = try Stage()
    try stage.begin()
    try stage.removeRule()
    try stage.restart()
    try stage.end()
    #expect(stage.copy == 0)
  }

  @Test func `28: an event names every unanswered number that it stands for`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.fate = { $0.type.hasPrefix("contact.") ? .requestLost : nil }
    try stage.change()
    try stage.pass(25)
    try stage.change()
    try stage.pass(25)
    stage.fate = { _ in nil }
    try stage.change()
    try stage.pass(60)
    let events = stage.sent.filter { $0.type.hasPrefix("contact.") }
    #expect(Set(events.map(\.number)).count == 3)
    #expect(events.last?.replaces == Array(Set(events.map(\.number)).sorted().dropLast()))
    try stage.end()
  }

  @Test func `a paused endpoint of a terminated partner is withdrawn, and then ends`() throws {
    let stage = try Stage()
    try stage.begin()
    try stage.set(.paused)
    try stage.change()
    try stage.pass(60)
    #expect(stage.sent.isEmpty)
    try stage.run.perform(.movePartner(stage.partner, .terminate(children: .end)))
    try stage.pass(60)
    #expect(stage.copy == 0)
    #expect(stage.sent.allSatisfy { $0.type.hasSuffix(".unshared") })
    #expect(try stage.state.name == "disabled")
  }

  @Test func `an endpoint that wants nothing ends with its partner and is sent nothing`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.fate = { _ in .refused(410) }
    try stage.change()
    try stage.pass(60)
    #expect(try stage.state.name == "disabled")
    let sent = stage.sent.count
    try stage.run.perform(.movePartner(stage.partner, .terminate(children: .end)))
    try stage.pass(60)
    #expect(stage.sent.count == sent && stage.copy == 2)
    guard case .disabled(let reason) = try stage.state else { throw Missing() }
    #expect(reason.contains("terminated") && reason.contains("nothing could be withdrawn"))
  }
}
