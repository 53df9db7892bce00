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

  @Test func `ids are what receivers know them by, for ever`() {
    let updated = state("contact.updated", "con_1", 7, ["name", "phones"])
    #expect(updated == "evt_471d1ef1b72bc89bb04b366fdbb18dd7")
    let shared = state("contact.shared", "con_1", 7, nil)
    #expect(shared == "evt_4f501130bf2af2cc1da431e93246ac75")
    let repaired = state("contact.shared", "con_1", 7, nil, repair: 1)
    #expect(repaired == "evt_d67b8c53d6480ea4677c4f287b0f4da8")
    let fact = names.fact(
      type: "partner.suspended", record: "org_1", position: Position(9), ordinal: 2,
      shown: ["reason"])
    #expect(fact == "evt_f14d0cae03e0a4f2c8c1381dbb2c8d47")
    let checkpoint = names.checkpoint(epoch: 1_700_000_000, number: 3)
    #expect(checkpoint == "evt_a7815f492eb14e7a662739aa78280342")
  }
}
