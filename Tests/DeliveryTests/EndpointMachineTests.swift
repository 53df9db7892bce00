import AdapterKit
import Crypto
import Delivery
import Testing
import Views
import Wire

@testable import Domain

struct `Endpoint machine` {
  private let a = RecordID(Block128(high: 0, low: 1))
  private let b = RecordID(Block128(high: 0, low: 2))
  private let c = RecordID(Block128(high: 0, low: 3))

  private func data(_ sending: Sending) throws -> JSON { try JSON.parse(sending.event.data) }

  // MARK: - The whole endpoint

  @Test func `an endpoint that asks to wait is held until then, and probed with one request`()
    throws
  {
    var stage = try MachineStage(told: [a, b, c], parallelRequests: 2)
    for record in [a, b, c] { stage.view.write(record, "new") }
    let open = try stage.run()
    #expect(open.map(\.record) == [a, b])
    let until = stage.now + .seconds(100)
    for sending in open { stage.failEndpoint(sending, notBefore: until) }
    #expect(stage.machine.wakeTime(at: stage.now) == until)
    stage.now = until - .milliseconds(1)
    #expect(try stage.run().isEmpty)
    stage.now = until
    let probe = try stage.runOne()
    stage.settle(probe, .delivered)
    #expect(try stage.run().count == 2)
  }

  @Test func `one outage counts once, however many requests it fails`() throws {
    var stage = try MachineStage(told: [a, b, c])
    for record in [a, b, c] { stage.view.write(record, "new") }
    for sending in try stage.run() { stage.failEndpoint(sending) }
    #expect(stage.machine.wakeTime(at: stage.now) == stage.now + MachineStage.first)
    stage.now += MachineStage.first
    stage.failEndpoint(try stage.runOne())
    #expect(stage.machine.wakeTime(at: stage.now) == stage.now + MachineStage.first * 2)
    #expect(stage.machine.exceptions == 0)
  }

  @Test func `an endpoint that wants nothing any more is held for ever`() throws {
    var stage = try MachineStage(told: [a, b], parallelRequests: 1)
    for record in [a, b] { stage.view.write(record, "new") }
    stage.settle(try stage.runOne(), .refusedForGood(reason: "410"))
    stage.view.write(a, "newer")
    #expect(stage.machine.isHeld == .disabled(reason: "410"))
    #expect(stage.machine.wakeTime(at: stage.now) == nil)
    stage.now += .seconds(86_400 * 3_650)
    #expect(try !stage.machine.plan(stage.view))
    #expect(try stage.run().isEmpty)
  }

  @Test func `a suspended endpoint plans nothing, and goes on from where its copy stands`() throws {
    var stage = try MachineStage(told: [a])
    let stood = stage.view.head
    stage.machine.set(.suspended)
    stage.view.write(a, "new")
    stage.machine.requestCheckpoint()
    #expect(try stage.run().isEmpty)
    #expect(stage.machine.cursor == stood)
    stage.machine.set(nil)
    #expect(try data(try stage.runOne())["name"] == "new")
  }

  @Test(arguments: [
    (nil, 1_000_000), (999_999, 1_000_000), (1_000_000, 1_000_001), (5_000_000, 5_000_001),
  ])
  func `the epoch is above the last and not before the time of the start`(
    last: Int64?, epoch: Int64
  )
    throws
  {
    let stage = try MachineStage(told: [a])
    let machine = EndpointMachine(
      settings: stage.settings,
      cursor: last.map { MachineStage.cursor(stage.view.head, epoch: $0) },
      head: stage.view.head, startedAt: stage.now)
    #expect(machine.epoch == epoch)
  }

  // MARK: - Records in trouble

  @Test func `the cursor passes a record in trouble together with its exception row`() throws {
    var stage = try MachineStage(told: [a, b])
    let before = stage.view.head
    stage.view.write(a, "new")
    stage.view.write(b, "new")
    let open = try stage.run()
    stage.settle(open[1], .delivered)
    #expect(try stage.save().cursors.map(\.position) == [before])
    stage.fail(open[0])
    let changes = try stage.save()
    #expect(changes.cursors == [MachineStage.cursor(stage.view.head, epoch: stage.machine.epoch)])
    let row = ExceptionRow(
      endpoint: MachineStage.endpoint, record: a, kind: .contact, base: before, cause: before.next,
      epoch: stage.machine.epoch, firstNumber: 1, lastNumber: 1, attempts: 1,
      nextTry: stage.now + MachineStage.first, reason: "500")
    #expect(changes.exceptions == [row])
  }

  @Test func `other records go on, and a retry keeps id and number`() throws {
    var stage = try MachineStage(told: [a, b], parallelRequests: 1)
    for record in [a, b] { stage.view.write(record, "new") }
    let failed = try stage.runOne()
    stage.fail(failed)
    let other = try stage.runOne()
    #expect(other.record == b)
    stage.settle(other, .delivered)
    stage.now += MachineStage.first - .milliseconds(1)
    #expect(try stage.run().isEmpty)
    stage.now += .milliseconds(1)
    let retry = try stage.runOne()
    #expect(retry.event == failed.event)
    stage.settle(retry, .delivered)
    let settled = DeliveryChanges.Settled(endpoint: MachineStage.endpoint, record: a)
    #expect(try stage.save().settled == [settled])
  }

  @Test func `a changed row takes a new number and replaces every unanswered one`() throws {
    var stage = try MachineStage(told: [a])
    var seen: [Event] = []
    for name in ["first", "second", "third"] {
      stage.view.write(a, name)
      let sending = try stage.runOne()
      seen.append(sending.event)
      stage.fail(sending)
    }
    #expect(seen.map(\.number) == [1, 2, 3])
    #expect(seen.map(\.replaces) == [[], [1], [1, 2]])
    #expect(Set(seen.map(\.id)).count == 3)
    stage.now += .seconds(60)
    stage.settle(try stage.runOne(), .delivered)
    stage.view.write(a, "fourth")
    #expect(try stage.runOne().event.replaces.isEmpty)
  }

  @Test func `at the limit of exceptions no other record starts, and excepted ones go on`() throws {
    var stage = try MachineStage(told: [a, b], parallelRequests: 1, exceptionLimit: 1)
    for record in [a, b] { stage.view.write(record, "new") }
    stage.fail(try stage.runOne())
    #expect(try stage.run().isEmpty)
    stage.now += MachineStage.first
    let retry = try stage.runOne()
    #expect(retry.record == a)
    stage.settle(retry, .delivered)
    #expect(try stage.runOne().record == b)
  }

  // MARK: - What is told

  @Test func `a record that returns to its base while in doubt is told all the same`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    stage.failEndpoint(try stage.runOne())
    stage.view.write(a, "old")
    stage.now += MachineStage.first
    let sending = try stage.runOne()
    #expect(try data(sending)["name"] == "old")
    #expect(sending.event.replaces == [1])
  }

  @Test func `after a start everything from the cursor on is told, be its ends equal`() throws {
    var stage = try MachineStage(told: [a])
    let cursor = stage.view.head
    stage.view.write(a, "new")
    stage.view.write(a, "old")
    stage.restart(at: cursor)
    #expect(try data(try stage.runOne())["name"] == "old")
  }

  @Test func `a row equal to its base and not in doubt is left unsent`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    try stage.plan()
    let planned = stage.view.head
    stage.view.write(a, "old")
    #expect(try stage.send().isEmpty)
    try stage.save()
    #expect(try stage.send().isEmpty)
    #expect(stage.machine.cursor == planned)
  }

  @Test func `a page is read only when its turn has come`() throws {
    var stage = try MachineStage(isNew: true)
    stage.view.write(a, "first")
    let hasMoved = try stage.machine.plan(stage.view, opensRuns: false)
    #expect(!hasMoved)
    #expect(stage.machine.wantsRun && stage.machine.live == .start)
    #expect(try stage.send().isEmpty)
    try stage.plan()
    #expect(!stage.machine.wantsRun && stage.machine.live == stage.view.head)
  }

  @Test func `an entry that alters nothing visible sends nothing`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "old")
    #expect(try stage.run().isEmpty)
    #expect(stage.machine.cursor == stage.view.head)
  }

  @Test func `two requests are never open for one record`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "first")
    let open = try stage.runOne()
    for name in ["second", "third"] {
      stage.view.write(a, name)
      #expect(try stage.run().isEmpty)
    }
    #expect(stage.machine.inFlight == 1)
    stage.settle(open, .delivered)
    let next = try stage.runOne()
    #expect(try data(next)["name"] == "third")
    #expect(next.event.number == 2 && next.event.replaces.isEmpty)
  }

  @Test func `what the last look stopped keeps its number`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    let stopped = try stage.runOne()
    stage.settle(stopped, .withdrawn)
    let again = try stage.runOne()
    #expect(again.event == stopped.event)
    stage.settle(again, .withdrawn)
    stage.view.write(a, "newer")
    let changed = try stage.runOne()
    #expect(changed.event.number == 2 && changed.event.replaces == [1])
  }

  // MARK: - Told rows

  @Test func `a removal goes only where a told row stands`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, nil)
    stage.view.write(b, "new")
    stage.view.write(b, nil)
    let removal = try stage.runOne()
    #expect(removal.record == a && removal.event.type == "contact.unshared")
    #expect(try data(removal)["name"] == nil)
  }

  @Test func `nothing is shown before its told row is durable`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(b, "new")
    try stage.plan()
    #expect(try stage.send().isEmpty)
    try stage.save()
    #expect(try stage.send().isEmpty)
    let row = MachineStage.toldRow(b, first: stage.view.head)
    for _ in 0..<2 {
      #expect(stage.machine.takeChanges()?.told == [row])
      #expect(try stage.send().isEmpty)
      stage.machine.saveFailed()
      #expect(try stage.send().isEmpty)
    }
    #expect(try stage.save().told == [row])
    #expect(try stage.send().map(\.event.type) == ["contact.shared"])
  }

  @Test func `a further class of fields is written down before it is shown`() throws {
    var stage = try MachineStage(told: [a])
    let classes: FieldClassSet = [.init(.public), .init(.personal)]
    stage.view.write(a, "new", classes: classes)
    try stage.plan()
    _ = try stage.send()
    try stage.save()
    #expect(try stage.send().isEmpty)
    let row = MachineStage.toldRow(a, first: Position(1), classes: classes)
    #expect(try stage.save().told == [row])
    #expect(try stage.send().map(\.event.type) == ["contact.updated"])
  }

  @Test func `a withdrawal is kept, and a later share writes a fresh told row first`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, nil)
    stage.settle(try stage.runOne(), .delivered)
    var withdrawn = MachineStage.toldRow(a, first: Position(1))
    withdrawn.withdrawnAt = stage.view.head
    #expect(try stage.save().told == [withdrawn])
    stage.view.write(a, "again")
    try stage.plan()
    #expect(try stage.send().isEmpty)
    #expect(try stage.save().told == [MachineStage.toldRow(a, first: stage.view.head)])
    #expect(try stage.send().map(\.event.type) == ["contact.shared"])
  }

  @Test func `a withdrawal is kept although a new told row follows before it is durable`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, nil)
    stage.settle(try stage.runOne(), .delivered)
    var withdrawn = MachineStage.toldRow(a, first: Position(1))
    withdrawn.withdrawnAt = stage.view.head
    stage.view.write(a, "again")
    try stage.plan()
    #expect(try stage.send().isEmpty)
    let fresh = MachineStage.toldRow(a, first: stage.view.head)
    #expect(stage.machine.takeChanges()?.told == [withdrawn, fresh])
    stage.machine.saveFailed()
    #expect(stage.machine.endingChanges.told == [withdrawn])
    #expect(try stage.save().told == [withdrawn, fresh])
    #expect(stage.machine.endingChanges.told == [])
    #expect(try stage.send().map(\.event.type) == ["contact.shared"])
  }

  @Test func `what a failed write held is part of the next`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    stage.fail(try stage.runOne())
    let taken = stage.machine.takeChanges()
    let lost = try #require(taken)
    #expect(stage.machine.takeChanges() == nil)
    stage.machine.saveFailed()
    let retaken = stage.machine.takeChanges()
    let next = try #require(retaken)
    #expect(lost.exceptions.map(\.record) == [a])
    #expect(next.exceptions == lost.exceptions && next.cursors == lost.cursors)
  }

  // MARK: - Facts

  @Test func `facts go in order before state, and keep their ids`() throws {
    var stage = try MachineStage(told: [a])
    let facts = [FactType.partnerSuspended, .partnerResumed].enumerated().map { ordinal, type in
      Fact(
        type: type, subject: a, subjectKind: .contact, partner: PartnerID(b), chain: nil,
        ordinal: ordinal)
    }
    stage.view.write(a, "new", facts: facts)
    let first = try stage.runOne()
    #expect(first.event.type == "partner.suspended")
    stage.fail(first)
    stage.view.write(a, "newer")
    let retry = try stage.runOne()
    #expect(retry.event.id == first.event.id && retry.event.number == first.event.number)
    stage.settle(retry, .delivered)
    let second = try stage.runOne()
    #expect(second.event.type == "partner.resumed" && second.event.replaces.isEmpty)
    stage.settle(second, .delivered)
    let state = try stage.runOne()
    #expect(state.event.type == "contact.updated")
    #expect(try data(state)["name"] == "newer")
  }
}
