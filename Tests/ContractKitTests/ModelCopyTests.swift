import ContractKit
import Testing
import Wire

@Suite struct ModelCopyTests {
  private let ann = EventFixture.record("con_a", name: "Ann")
  private let bob = EventFixture.record("con_b", name: "Bob")

  @Test func `a shared record is taken whole and a removal removes it`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.shared(1, 1)) == .applied)
    #expect(copy.records["con_a"].map { .object($0) } == ann)
    #expect(copy.take(try EventFixture.unshared(1, 2)) == .applied)
    #expect(copy.records.isEmpty)
  }

  @Test func `an id that was had before is dropped`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.shared(1, 1)) == .applied)
    #expect(copy.take(try EventFixture.shared(1, 1)) == .repeated)
  }

  @Test func `an older state after a newer one is not applied`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.shared(1, 5, name: "New")) == .applied)
    #expect(copy.take(try EventFixture.shared(1, 4, name: "Old")) == .outdated)
    #expect(copy.records["con_a"]?["name"] == "New")
  }

  @Test func `an older state does not bring a removed record back`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.unshared(1, 2)) == .applied)
    #expect(copy.take(try EventFixture.shared(1, 1)) == .outdated)
    #expect(copy.records.isEmpty)
  }

  @Test func `a newer epoch is newer whatever its number`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.shared(1, 9, name: "Old")) == .applied)
    #expect(copy.take(try EventFixture.shared(2, 1, name: "New")) == .applied)
    #expect(copy.take(try EventFixture.shared(1, 10, name: "Late")) == .outdated)
    #expect(copy.records["con_a"]?["name"] == "New")
  }

  @Test func `a repeat under a newer number counts for its record and for the numbers`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.shared(1, 1, id: "evt_x")) == .applied)
    #expect(copy.take(try EventFixture.shared(2, 1, id: "evt_x")) == .repeated)
    #expect(copy.take(try EventFixture.shared(1, 2, name: "Late")) == .outdated)
    #expect(copy.take(try EventFixture.checkpoint(2, 2, of: [ann])) == .compared([]))
  }

  @Test func `a fact changes nothing but its number is had`() throws {
    var copy = ModelCopy()
    let fact = try EventFixture.event("partner.suspended", 1, 1, ["id": "org_x"])
    #expect(copy.take(fact) == .noted)
    #expect(copy.records.isEmpty)
    #expect(copy.missing == [])
  }

  @Test func `a copy that equals the view has no problem`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    _ = copy.take(try EventFixture.shared(1, 2, "con_b", name: "Bob"))
    #expect(copy.take(try EventFixture.checkpoint(1, 3, of: [bob, ann])) == .compared([]))
  }

  @Test func `an empty copy equals an empty view`() throws {
    var copy = ModelCopy()
    #expect(copy.take(try EventFixture.checkpoint(1, 1, of: [])) == .compared([]))
    #expect(copy.sum().digest == String(repeating: "0", count: 64))
  }

  @Test func `a number that never came is lost`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    _ = copy.take(try EventFixture.shared(1, 4, name: "Ann"))
    #expect(copy.missing == [2, 3])
    let outcome = copy.take(try EventFixture.checkpoint(1, 5, of: [ann]))
    #expect(outcome == .compared([.lost(epoch: 1, numbers: [2, 3])]))
  }

  @Test func `a replaced number is not lost`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    _ = copy.take(try EventFixture.shared(1, 4, name: "Ann", replaces: [2, 3]))
    #expect(copy.take(try EventFixture.checkpoint(1, 5, of: [ann])) == .compared([]))
  }

  @Test func `numbers that arrive late and out of order are not lost`() throws {
    var copy = ModelCopy()
    for number: Int64 in [3, 1, 2] {
      _ = copy.take(try EventFixture.shared(1, number, "con_\(number)", name: "Ann"))
    }
    let records = (1...3).map { EventFixture.record("con_\($0)", name: "Ann") }
    #expect(copy.take(try EventFixture.checkpoint(1, 4, of: records)) == .compared([]))
  }

  @Test func `an open number of a checkpoint with exceptions is no loss yet`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    let first = try EventFixture.checkpoint(1, 3, of: [ann], excepted: ["con_b"])
    #expect(copy.take(first) == .compared([]))
    let second = try EventFixture.checkpoint(1, 4, of: [ann])
    #expect(copy.take(second) == .compared([.lost(epoch: 1, numbers: [2])]))
  }

  @Test func `an excepted record is left out of count and digest`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    _ = copy.take(try EventFixture.shared(1, 2, "con_b", name: "an older state"))
    let checkpoint = try EventFixture.checkpoint(1, 3, of: [ann], excepted: ["con_b"])
    #expect(copy.take(checkpoint) == .compared([]))
  }

  @Test func `a new epoch voids the open numbers of the older`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 7))
    #expect(copy.missing == [1, 2, 3, 4, 5, 6])
    _ = copy.take(try EventFixture.shared(2, 1, "con_b", name: "Bob"))
    #expect(copy.missing == [])
    #expect(copy.take(try EventFixture.checkpoint(2, 2, of: [ann, bob])) == .compared([]))
  }

  @Test func `a checkpoint of an older epoch says nothing any more`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(2, 1))
    #expect(copy.take(try EventFixture.checkpoint(1, 9, of: [])) == .outdated)
  }

  @Test func `a checkpoint that is overtaken on its way is no false alarm`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    // Number 2 is the checkpoint, on its way; 3 goes on, and 4 stands for it.
    _ = copy.take(try EventFixture.shared(1, 3, "con_b", name: "Bob"))
    #expect(
      copy.take(try EventFixture.checkpoint(1, 4, of: [ann, bob], replaces: [2])) == .compared([]))
    #expect(copy.take(try EventFixture.checkpoint(1, 2, of: [ann])) == .outdated)
  }

  @Test func `a record too many and one that differs are both found`() throws {
    var copy = ModelCopy()
    _ = copy.take(try EventFixture.shared(1, 1))
    let differs = copy.take(try EventFixture.checkpoint(1, 2, of: [bob]))
    guard case .compared(let problems) = differs, case .digest? = problems.first else {
      Issue.record("\(differs)")
      return
    }
    #expect(problems.count == 1)
    let fewer = copy.take(try EventFixture.checkpoint(1, 3, of: []))
    guard case .compared(let both) = fewer else {
      Issue.record("\(fewer)")
      return
    }
    #expect(both.first == .count(here: 1, sender: 0))
    #expect(both.count == 2)
  }

  @Test(arguments: [
    "[]", "{", #"{"type":"contact.shared","epoch":1,"n":1,"data":{}}"#,
    #"{"type":"contact.shared","epoch":1,"data":{"id":"con_a"}}"#,
    #"{"type":"contact.shared","epoch":"1","n":1,"data":{"id":"con_a"}}"#,
    #"{"type":"stream.checkpoint","epoch":1,"n":1,"data":{"through":0}}"#,
  ])
  func `a body without what is needed is an error`(body: String) {
    #expect(throws: ContractError.self) {
      try ReceivedEvent(id: "evt_1", body: Array(body.utf8))
    }
  }

  @Test func `members that are not known are passed over`() throws {
    let body = #"{"type":"x.y","epoch":1,"n":1,"data":{"id":1},"later":true}"#
    #expect(try ReceivedEvent(id: "evt_1", body: Array(body.utf8)).kind == .fact)
  }
}
