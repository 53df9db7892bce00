import AdapterKit
import Crypto
import Delivery
import Testing
import Views
import Wire

@testable import Domain

struct `Endpoint in trouble` {
  private let records = (1...9).map { RecordID(Block128(high: 0, low: UInt64($0))) }
  private var a: RecordID { records[0] }
  private var b: RecordID { records[1] }

  private func ignore(_ stage: inout MachineStage, _ sendings: [Sending]) {
    for sending in sendings { stage.settle(sending, .unanswered(reason: "timed out")) }
  }

  // MARK: - No answers

  @Test func `an endpoint that never answers costs a few rows, and is probed with one event`()
    throws
  {
    var stage = try MachineStage(told: records)
    for record in records { stage.view.write(record, "new") }
    ignore(&stage, try stage.run())
    #expect(stage.machine.exceptions == 4 && stage.machine.isHeld == nil)
    ignore(&stage, try stage.run())
    #expect(stage.machine.exceptions == 4)
    for tries in 1...3 {
      guard case .until(let time, _) = stage.machine.isHeld else {
        Issue.record("the endpoint does not wait")
        return
      }
      #expect(time - stage.now == MachineStage.first * (1 << (tries - 1)))
      #expect(try stage.run().isEmpty)
      stage.now = time
      let probe = try stage.runOne()
      ignore(&stage, [probe])
      #expect(stage.machine.exceptions == 4)
    }
    // The cursor stays before what nobody answered, so that a restart tells it again.
    #expect(stage.machine.cursor < stage.view.head)
  }

  @Test func `one answer lets everything go on, in doubt and told again`() throws {
    var stage = try MachineStage(told: records)
    for record in records { stage.view.write(record, "new") }
    ignore(&stage, try stage.run())
    ignore(&stage, try stage.run())
    stage.now = stage.now + MachineStage.first
    var told: Set<RecordID> = []
    var open = try stage.run()
    #expect(open.count == 1)
    while !open.isEmpty {
      for sending in open {
        told.insert(sending.record)
        stage.settle(sending, .delivered)
      }
      open = try stage.run().filter { $0.event.type != "stream.checkpoint" }
    }
    #expect(told == Set(records))
    #expect(stage.machine.exceptions == 0 && stage.machine.cursor == stage.view.head)
  }

  @Test func `answers in between make it each record's own trouble`() throws {
    var stage = try MachineStage(told: records, parallelRequests: 1)
    for record in records { stage.view.write(record, "new") }
    for number in 0..<8 {
      let sending = try stage.runOne()
      if number % 4 == 3 {
        stage.settle(sending, .delivered)
      } else {
        ignore(&stage, [sending])
      }
      #expect(stage.machine.isHeld == nil)
    }
    #expect(stage.machine.exceptions == 6)
  }

  // MARK: - Records that cannot be read

  @Test func `a record that cannot be read waits, says why, and holds up no other`() throws {
    var stage = try MachineStage(told: [a, b])
    stage.view.damaged = [a]
    stage.view.write(a, "new")
    stage.view.write(b, "new")
    try stage.plan()
    #expect(try stage.send().isEmpty)
    try stage.save()
    #expect(try stage.send().map(\.record) == [b])
    #expect(stage.machine.takeDamages().count == 1 && stage.machine.takeDamages().isEmpty)
    let row = try #require(try stage.save().exceptions.first)
    #expect(row.record == a && row.attempts == 1 && row.reason.contains("cannot be read"))
    #expect(stage.machine.cursor == stage.view.head.previous)
    stage.now = row.nextTry
    #expect(try stage.send().isEmpty)
    let again = try #require(try stage.save().exceptions.first)
    #expect(again.attempts == 2 && again.nextTry == stage.now + MachineStage.first * 2)
    stage.view.damaged = []
    stage.now = again.nextTry
    #expect(try stage.send().map(\.record) == [a])
  }

  // MARK: - Doubt

  @Test func `what is told for its doubt alone and differs in nothing is shared without changed`()
    throws
  {
    var stage = try MachineStage(told: [a, b])
    stage.view.write(a, "old", movesView: false)
    stage.restart(at: stage.view.head.previous)
    let sending = try stage.runOne()
    #expect(sending.record == a && sending.event.type == "contact.shared")
    #expect(sending.event.changed == nil)
  }

  // MARK: - Clocks

  @Test(arguments: [Duration.seconds(-3600), .seconds(24 * 3600)])
  func `a wall clock that is set moves no retry`(step: Duration) throws {
    var stage = try MachineStage(told: [a, b])
    stage.view.write(a, "new")
    stage.fail(try stage.runOne())
    let due = stage.now + MachineStage.first
    stage.machine.wallAhead = step
    #expect(stage.machine.wakeTime(at: stage.now) == due)
    #expect(try stage.save().exceptions.map(\.nextTry) == [due + step])
    #expect(stage.machine.nextTry(of: a) == due + step)
    stage.now = due - .microseconds(1)
    #expect(try stage.run().isEmpty)
    stage.now = due
    #expect(try stage.runOne().record == a)
  }

  @Test(arguments: [Duration.seconds(-3600), .seconds(24 * 3600)])
  func `a date that the far side names is read once by the wall clock`(step: Duration) throws {
    var stage = try MachineStage(told: [a, b])
    stage.view.write(a, "new")
    let sending = try stage.runOne()
    stage.machine.wallAhead = step
    stage.failEndpoint(sending, notBefore: stage.now + step + .seconds(90))
    stage.machine.wallAhead = .zero
    stage.now = stage.now + .seconds(89)
    #expect(try stage.run().isEmpty)
    stage.now = stage.now + .seconds(1)
    #expect(try stage.runOne().record == a)
  }

  @Test func `a row of a clock that was ahead holds its record a day at most`() throws {
    var stage = try MachineStage(told: [a])
    let row = ExceptionRow(
      endpoint: MachineStage.endpoint, record: a, kind: .contact, base: .start, cause: Position(1),
      epoch: 1, firstNumber: 1, lastNumber: 1, attempts: 1,
      nextTry: stage.now + .seconds(400 * 24 * 3600), reason: "503")
    try stage.machine.resume(row, now: stage.now, stage.view)
    stage.now = stage.now + .seconds(24 * 3600)
    #expect(try stage.run().contains { $0.record == a })
  }
}
