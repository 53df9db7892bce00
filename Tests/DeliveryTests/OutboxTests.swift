import AdapterKit
import Crypto
import Delivery
import Domain
import Testing
import Wire

@Suite struct OutboxTests {
  private let time = Timestamp(seconds: 1_000_000)

  private func sending(_ number: Int64) -> Sending {
    Sending(
      record: RecordID(Block128(high: 9, low: UInt64(number))),
      event: Event(
        id: "evt_\(number)", type: "contact.shared", time: time, epoch: 7, number: number,
        replaces: [], at: "at", changed: nil, data: []), readAt: Position(number))
  }

  private func numbers(_ entries: [Outbox.Entry]) -> [Int64] {
    entries.map(\.sending.event.number)
  }

  @Test func `a mark acknowledges its page and those before it`() {
    var outbox = Outbox(epoch: 7, place: .beginning)
    outbox.add([sending(1), sending(2)], at: time)
    let first = outbox.mark
    outbox.add([sending(3)], at: time)
    let second = outbox.mark
    outbox.add([sending(4)], at: time)
    #expect(numbers(outbox.acknowledge(first)) == [1, 2])
    #expect(outbox.acknowledge(first).isEmpty)
    #expect(numbers(outbox.acknowledge(second)) == [3])
    #expect(numbers(outbox.entries) == [4])
    #expect(outbox.place == .acknowledged(second.page))
  }

  @Test func `what was given before stays in its first page`() {
    var outbox = Outbox(epoch: 7, place: .beginning)
    outbox.add([sending(1)], at: time)
    let lost = outbox.mark
    // Given again, beside something new.
    #expect(outbox.takeBack(keeping: 9) { _ in true }.isEmpty)
    outbox.add([sending(2)], at: time)
    // The first answer was only late.
    #expect(numbers(outbox.acknowledge(lost)) == [1])
    #expect(numbers(outbox.entries) == [2])
  }

  @Test func `what does not hold any more and what lies beyond the limit is taken back`() {
    var outbox = Outbox(epoch: 7, place: .beginning)
    outbox.add([sending(1), sending(2), sending(3), sending(4)], at: time)
    let all = outbox.mark
    let back = outbox.takeBack(keeping: 2) { $0.event.number != 2 }
    #expect(numbers(back) == [2, 4])
    // Whoever has that page has nothing of what is told in their place.
    outbox.add([sending(5)], at: time)
    #expect(numbers(outbox.acknowledge(all)) == [1, 3])
    #expect(numbers(outbox.entries) == [5])
  }

  @Test func `a copy older than what was acknowledged is gone, also after a start`() {
    var outbox = Outbox(epoch: 7, place: .beginning)
    #expect(outbox.refusal(of: nil) == nil)
    let empty = outbox.mark
    outbox.add([sending(1)], at: time)
    let first = outbox.mark
    outbox.add([sending(2)], at: time)
    let second = outbox.mark
    #expect(outbox.refusal(of: nil) == nil)
    _ = outbox.acknowledge(second)
    for later in [outbox, Outbox(epoch: 9, place: outbox.place)] {
      #expect(later.refusal(of: nil) == .gone)
      #expect(later.refusal(of: empty) == .gone)
      #expect(later.refusal(of: first) == .gone)
      #expect(later.refusal(of: second) == nil)
      #expect(later.refusal(of: later.mark) == nil)
    }
  }

  @Test func `a mark of an earlier epoch acknowledges nothing of this one`() {
    var before = Outbox(epoch: 7, place: .beginning)
    before.add([sending(1)], at: time)
    var outbox = Outbox(epoch: 8, place: .beginning)
    outbox.add([sending(2)], at: time)
    #expect(outbox.refusal(of: before.mark) == nil)
    #expect(outbox.acknowledge(before.mark).isEmpty)
    #expect(before.lastPage < outbox.lastPage)
  }

  @Test func `marks that were never given are unknown`() {
    let outbox = Outbox(epoch: 7, place: .beginning)
    #expect(outbox.refusal(of: PullMark(epoch: 7, page: outbox.lastPage + 1)) == .unknown)
    #expect(outbox.refusal(of: PullMark(epoch: 8, page: 1)) == .unknown)
  }

  @Test func `who has a copy of before a beginning anew cannot go on with it`() {
    var outbox = Outbox(epoch: 7, place: .beginning)
    outbox.add([sending(1)], at: time)
    let before = outbox.mark
    outbox.beginAnew()
    let after = outbox.mark
    for later in [outbox, Outbox(epoch: 9, place: outbox.place)] {
      #expect(later.refusal(of: nil) == nil)
      #expect(later.refusal(of: before) == .gone)
      #expect(later.refusal(of: after) == nil)
    }
  }

  @Test(arguments: [PulledPlace.beginning, .begun(5), .acknowledged(5), .begun(.max)])
  func `a place is one number when it is kept`(place: PulledPlace) {
    #expect(PulledPlace(stored: place.stored) == place)
    #expect(PulledPlace(stored: .min).allowsEmpty)
  }

  @Test(arguments: [Int64.min, -1, 0, .max])
  func `no epoch makes numbers overflow`(epoch: Int64) {
    var outbox = Outbox(epoch: epoch, place: .acknowledged(3))
    outbox.add([sending(1)], at: time)
    #expect(outbox.lastPage > 3)
  }
}
