import Crypto
import Domain
import Synchronization
import Testing

@testable import Gateway

@Suite struct TakeoverGateTests {
  private let gate = TakeoverGate()
  private let enterprise = EnterpriseID(Block128(high: 0, low: 1))
  private let other = EnterpriseID(Block128(high: 0, low: 2))
  private let told = Notices()

  private func hold(_ position: Int64, deadline: Duration = .seconds(5)) {
    gate.hold(
      TakeoverGate.Held(
        enterprise: enterprise, position: Position(position), deadline: deadline
      ) { [told] in told.add("\(position)") })
  }

  @Test func `without loops an answer is told at once`() {
    hold(3)
    #expect(told.all == ["3"])
    #expect(gate.nextDeadline == nil)
  }

  @Test func `an answer waits for every loop, of its own enterprise`() {
    let loops = [gate.register(), gate.register()]
    hold(3)
    loops[0].acknowledge([enterprise: Position(3)])
    loops[1].acknowledge([other: Position(9)])
    loops[1].acknowledge([enterprise: Position(2)])
    #expect(told.all.isEmpty)
    loops[1].acknowledge([enterprise: Position(4)])
    #expect(told.all == ["3"])
  }

  @Test func `a loop that is ahead already is not waited for`() {
    let loop = gate.register()
    loop.acknowledge([enterprise: Position(5)])
    // An older acknowledgement that arrives late takes nothing back.
    loop.acknowledge([enterprise: Position(1)])
    hold(5)
    #expect(told.all == ["5"])
  }

  @Test func `answers are told in the order of their positions as loops come on`() {
    let loop = gate.register()
    for position in [3, 4, 7] as [Int64] { hold(position) }
    loop.acknowledge([enterprise: Position(4)])
    #expect(told.all == ["3", "4"])
    loop.end()
    #expect(told.all == ["3", "4", "7"])
  }

  @Test func `a loop that hangs delays an answer up to its deadline and is barred`() {
    let good = gate.register()
    let hanging = gate.register()
    hold(3)
    good.acknowledge([enterprise: Position(3)])
    #expect(gate.nextDeadline == .seconds(5))
    #expect(gate.expire(at: .milliseconds(4_999)) == 0)
    #expect(told.all.isEmpty)
    #expect(!hanging.isBarred)
    #expect(gate.expire(at: .seconds(5)) == 1)
    #expect(told.all == ["3"])
    #expect(hanging.isBarred)
    #expect(!good.isBarred)
    hanging.acknowledge([enterprise: Position(2)])
    #expect(hanging.isBarred)
    hanging.acknowledge([enterprise: Position(3)])
    #expect(!hanging.isBarred)
  }

  @Test func `a loop that is let go without a word is not waited for`() {
    var loop: LoopRegistration? = gate.register()
    hold(3)
    #expect(told.all.isEmpty)
    loop = nil
    #expect(loop == nil)
    #expect(told.all == ["3"])
  }

  @Test func `opening the gate tells everything`() {
    let loop = gate.register()
    hold(3)
    gate.open()
    #expect(told.all == ["3"])
    loop.end()
    #expect(told.all == ["3"])
  }
}
