import AdapterKit
import Crypto
import Delivery
import Testing
import Views
import Wire

@testable import Domain

struct `Endpoint that is repaired` {
  private let a = RecordID(Block128(high: 0, low: 1))
  private let b = RecordID(Block128(high: 0, low: 2))

  private func repaired(_ record: RecordID) -> RepairedRecord {
    RepairedRecord(record: record, kind: .contact)
  }

  /// A stage whose record was told, and the event that told it.
  private func told() throws -> (MachineStage, Sending) {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    let first = try stage.runOne()
    stage.settle(first, .delivered)
    #expect(try stage.run().isEmpty)
    return (stage, first)
  }

  @Test func `case 23: a row that has not changed is told again under another id`() throws {
    var (stage, _) = try told()
    stage.machine.repair([repaired(a)], at: stage.now)
    let again = try stage.runOne()
    #expect(again.event.type == "contact.shared")
    stage.settle(again, .delivered)
    _ = try stage.run().map { stage.settle($0, .delivered) }
    stage.machine.repair([repaired(a)], at: stage.now)
    let third = try stage.runOne()
    #expect(third.event.at == again.event.at)
    #expect(third.event.data == again.event.data)
    #expect(third.event.id != again.event.id)
    #expect(third.event.number > again.event.number)
  }

  @Test func `after a start a repair has another id than one of before`() throws {
    var (stage, _) = try told()
    var ids: Set<String> = []
    for _ in 0..<3 {
      stage.machine.repair([repaired(a)], at: stage.now)
      let again = try #require(try stage.run().first { $0.record == a })
      #expect(ids.insert(again.event.id).inserted)
      stage.settle(again, .delivered)
      stage.restart(at: stage.view.head)
    }
  }

  @Test func `a retry keeps its id, also after a start`() throws {
    var (stage, _) = try told()
    stage.machine.repair([repaired(a)], at: stage.now)
    let first = try stage.runOne()
    stage.fail(first)
    let row = try #require(try stage.save().exceptions.first)
    #expect(row.repair > 0)
    stage.now = stage.now + MachineStage.first
    let retry = try #require(try stage.run().first { $0.record == a })
    #expect(retry.event.id == first.event.id)
    #expect(retry.event.number == first.event.number)
    stage.restart(at: stage.view.head)
    try stage.machine.resume(row, now: stage.now, stage.view)
    stage.now = stage.now + MachineStage.first
    let later = try #require(try stage.run().first { $0.record == a })
    #expect(later.event.id == first.event.id)
    #expect(later.event.data == first.event.data)
  }

  @Test func `what was told of a record that is not visible is withdrawn again`() throws {
    var (stage, _) = try told()
    stage.view.write(a, nil)
    let removal = try stage.runOne()
    stage.fail(removal)
    stage.machine.repair([repaired(a)], at: stage.now)
    let again = try stage.runOne()
    #expect(again.event.type == "contact.unshared")
    #expect(again.event.id != removal.event.id)
    #expect(again.event.replaces == [removal.event.number])
    stage.settle(again, .delivered)
    try stage.save()
    // Nothing that stands is left: there is nothing to withdraw.
    stage.machine.repair([repaired(a), repaired(b)], at: stage.now)
    #expect(try stage.run().allSatisfy { $0.event.type == "stream.checkpoint" })
  }

  @Test func `a record that is under way is told once more after it`() throws {
    var stage = try MachineStage(told: [a])
    stage.view.write(a, "new")
    let live = try stage.runOne()
    stage.machine.repair([repaired(a)], at: stage.now)
    #expect(try stage.run().isEmpty)
    stage.settle(live, .delivered)
    let again = try stage.runOne()
    #expect(again.event.type == "contact.shared")
    #expect(again.event.data == live.event.data)
    stage.settle(again, .delivered)
    #expect(try stage.run().allSatisfy { $0.event.type == "stream.checkpoint" })
  }

  @Test func `a repair asked for while a sending fails is the next one sent`() throws {
    var (stage, _) = try told()
    stage.machine.repair([repaired(a)], at: stage.now)
    let first = try stage.runOne()
    stage.machine.repair([repaired(a)], at: stage.now)
    stage.fail(first)
    let second = try stage.runOne()
    #expect(second.event.id != first.event.id)
    #expect(second.event.replaces == [first.event.number])
  }

  @Test func `a checkpoint with the digest follows the last record`() throws {
    var stage = try MachineStage(told: [a, b], checkpointDigest: false)
    _ = try stage.run().map { stage.settle($0, .delivered) }
    stage.machine.repair([repaired(a), repaired(b)], at: stage.now)
    let sendings = try stage.run()
    #expect(sendings.map(\.event.type) == ["contact.shared", "contact.shared"])
    stage.settle(sendings[0], .delivered)
    #expect(try stage.run().isEmpty)
    stage.settle(sendings[1], .delivered)
    let checkpoint = try stage.runOne()
    #expect(checkpoint.event.type == "stream.checkpoint")
    #expect(try JSON.parse(checkpoint.event.data)["digest"] != nil)
  }

  @Test func `the cursor stays where it is`() throws {
    var (stage, _) = try told()
    let cursor = stage.machine.cursor
    stage.machine.repair([repaired(a)], at: stage.now)
    #expect(stage.machine.cursor == cursor)
    #expect(stage.machine.due == 1)
    stage.view.write(a, "newer")
    let again = try stage.runOne()
    #expect(stage.machine.cursor == cursor)
    stage.settle(again, .delivered)
    #expect(stage.machine.cursor == stage.view.head)
  }

  @Test func `a new copy is told everything anyway`() throws {
    var stage = try MachineStage(told: [a, b], isNew: true)
    stage.machine.repair([repaired(a)], at: stage.now)
    #expect(try stage.run().map(\.record).count == 2)
  }

  @Test func `it is kept before it is sent, and no longer when it is told`() throws {
    var (stage, _) = try told()
    stage.machine.repair([repaired(a)], at: stage.now)
    #expect(try stage.send().isEmpty)
    let row = try #require(try stage.save().exceptions.first)
    #expect(row.attempts == 0 && row.repair > 0)
    #expect(stage.machine.exceptions == 0)
    // The process ends while it is under way.
    let lost = try #require(try stage.send().first)
    stage.restart(at: stage.view.head)
    try stage.machine.resume(row, now: stage.now, stage.view)
    let again = try #require(try stage.run().first { $0.record == a })
    #expect(again.event.id == lost.event.id)
    stage.settle(again, .delivered)
    #expect(try stage.save().settled.map(\.record) == [a])
  }
}
