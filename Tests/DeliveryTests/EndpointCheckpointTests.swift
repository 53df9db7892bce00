import AdapterKit
import Crypto
import Delivery
import Testing
import Views
import Wire

@testable import Domain

struct `Endpoint checkpoint` {
  private let a = RecordID(Block128(high: 0, low: 1))
  private let b = RecordID(Block128(high: 0, low: 2))

  private func data(_ sending: Sending) throws -> JSON { try JSON.parse(sending.event.data) }

  @Test func `a checkpoint after a snapshot goes when it is quiet, with count, digest and through`()
    throws
  {
    var stage = try MachineStage(told: [a, b], isNew: true)
    let shares = try stage.run()
    #expect(shares.map(\.event.type) == ["contact.shared", "contact.shared"])
    stage.settle(shares[0], .delivered)
    #expect(try stage.run().isEmpty)
    stage.settle(shares[1], .delivered)
    let sending = try stage.runOne()
    let sum = ViewSum(try stage.view.rows(at: stage.view.head).values)
    #expect(sending.event.type == "view.in_sync" && sending.event.number == 3)
    #expect(try data(sending)["through"] == 2 && data(sending)["count"] == 2)
    #expect(try data(sending)["digest"] == .string(Hex.encode(sum.sum.bytes)))
    #expect(try data(sending)["excepted"] == [])
  }

  @Test func `a checkpoint names excepted records and leaves them out of the sum`() throws {
    var stage = try MachineStage(told: [a, b])
    stage.view.write(a, "new")
    stage.fail(try stage.runOne())
    stage.machine.requestCheckpoint()
    let sending = try stage.runOne()
    let rows = try stage.view.rows(at: stage.view.head).values
    let sum = ViewSum(rows.filter { $0.record == b })
    #expect(try data(sending)["count"] == 1 && data(sending)["through"] == 1)
    #expect(try data(sending)["digest"] == .string(Hex.encode(sum.sum.bytes)))
    #expect(try data(sending)["excepted"] == [.string(stage.settings.ids.text(a, .contact))])
  }

  @Test func `a checkpoint carries a digest by the setting, or where one was asked for`() throws {
    var stage = try MachineStage(told: [a], checkpointDigest: false)
    stage.machine.requestCheckpoint()
    let plain = try stage.runOne()
    #expect(try data(plain)["count"] == 1 && data(plain)["digest"] == nil)
    // Asked for while one is under way: the next one has it, also when it is repeated.
    stage.machine.requestCheckpoint(withDigest: true)
    stage.settle(plain, .delivered)
    for _ in 0..<2 {
      let asked = try stage.runOne()
      #expect(try data(asked)["digest"] != nil)
      stage.fail(asked)
      stage.now = stage.now + .seconds(60)
    }
    stage.settle(try stage.runOne(), .delivered)
    stage.machine.requestCheckpoint()
    #expect(try data(stage.runOne())["digest"] == nil)
  }

  @Test func `nothing leaves beside a checkpoint`() throws {
    var stage = try MachineStage(told: [a])
    stage.machine.requestCheckpoint()
    let checkpoint = try stage.runOne()
    stage.view.write(a, "new")
    #expect(try stage.run().isEmpty)
    stage.settle(checkpoint, .delivered)
    #expect(try stage.runOne().record == a)
  }

  @Test func `a copy that is withdrawn for good is sent no checkpoint`() throws {
    var stage = try MachineStage(told: [a])
    stage.machine.isWithdrawing = true
    stage.machine.requestCheckpoint()
    stage.view.write(a, nil, movesView: true)
    let removal = try stage.runOne()
    #expect(removal.event.type == "contact.unshared")
    stage.settle(removal, .delivered)
    #expect(try stage.run().isEmpty)
    try stage.save()
    #expect(stage.machine.isAtRest(at: stage.view.head))
  }
}
