import Crypto
import Delivery
import Domain
import Testing
import Wire

struct `Backoff` {
  private let backoff = Delivery.Backoff(first: .seconds(5), ceiling: .seconds(60))

  @Test(arguments: [(1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (500, 60)])
  func `a delay doubles up to its ceiling`(attempts: Int, seconds: Int) {
    #expect(backoff.delay(after: attempts, chance: 0) == .seconds(seconds))
  }

  @Test func `chance takes away at most a fifth`() {
    let delay = backoff.delay(after: 1, chance: .max)
    #expect(delay >= .seconds(4) && delay < .seconds(5))
  }
}

struct `Due times` {
  @Test func `keys come out when they are due, the earliest first`() {
    var times = DueTimes<Int>()
    for key in [5, 1, 4, 2, 3] { times.add(key, due: Timestamp(seconds: Int64(key))) }
    #expect(times.next == Timestamp(seconds: 1))
    var found: [Int] = []
    while let key = times.pop(at: Timestamp(seconds: 4)) { found.append(key) }
    #expect(found == [1, 2, 3, 4])
    #expect(times.next == Timestamp(seconds: 5))
  }
}

struct `Event names` {
  private let names = EventNames(
    key: Array(0..<32), endpoint: EndpointID(Block128(high: 1, low: 2)))

  private func state(
    _ type: String = "contact.updated", _ record: String = "con_1", _ position: Int64 = 7,
    _ changed: [String]? = ["phones"], repair: Int = 0
  ) -> String {
    names.state(
      type: type, record: record, position: Position(position), changed: changed, repair: repair)
  }

  @Test func `an id depends on everything that the event is, and on nothing else`() {
    let all = [
      state(), state("contact.shared"), state("contact.updated", "con_2"),
      state("contact.updated", "con_1", 8), state("contact.updated", "con_1", 7, nil),
      state(repair: 1),
    ]
    #expect(Set(all).count == all.count)
    #expect(state() == state())
  }

  @Test func `two endpoints have no ids in common`() {
    let other = EventNames(key: Array(0..<32), endpoint: EndpointID(Block128(high: 1, low: 3)))
    #expect(other.checkpoint(epoch: 1, number: 1) != names.checkpoint(epoch: 1, number: 1))
  }

  @Test func `an id is a word of digits without points`() {
    let id = state()
    #expect(id.hasPrefix("evt_") && id.utf8.count == 36 && !id.contains("."))
  }
}
