import Testing
import Wire

@testable import Domain

@Suite struct RemovalLimitTests {
  @Test(arguments: [(0, 100), (30, 100), (1_000, 100), (1_010, 101), (50_000, 5_000)])
  func `the larger of records and share holds`(size: Int, allowed: Int) {
    #expect(RemovalLimit.standard.allowed(ofSize: size) == allowed)
  }

  @Test(arguments: 1...300)
  func `the least size that allows a number allows it, and one less does not`(count: Int) throws {
    let limit = try RemovalLimit(records: 7, percent: 3, window: .seconds(60))
    let size = try #require(limit.size(allowing: count))
    #expect(limit.allowed(ofSize: size) >= count)
    #expect(size == 0 || limit.allowed(ofSize: size - 1) < count)
  }

  @Test func `no share of anything allows more than the records`() throws {
    let limit = try RemovalLimit(records: 7, percent: 0, window: .seconds(60))
    #expect(limit.size(allowing: 7) == 0)
    #expect(limit.size(allowing: 8) == nil)
  }

  @Test(arguments: [(-1, 10, 60), (1, 101, 60), (1, -1, 60), (1, 10, 0), (1, 10, 32 * 86_400)])
  func `what is no limit cannot be one`(records: Int, percent: Int, seconds: Int) {
    #expect(throws: InvalidValue.self) {
      try RemovalLimit(records: records, percent: percent, window: .seconds(seconds))
    }
  }
}

@Suite struct RemovalWindowTests {
  private let world = World()

  private func removal(_ contact: Contact) -> [Change] { [.removing(.contact(contact))] }

  private func seconds(_ seconds: Int) -> Timestamp { World.now + .seconds(seconds) }

  @Test func `removals are counted by organization until they leave the window`() {
    var window = RemovalWindow(length: .seconds(1_440))
    window.apply(removal(world.zhang), of: "contact.remove", at: seconds(0))
    window.apply(removal(world.zhang), of: "contact.remove_confirmed", at: seconds(700))
    window.apply(removal(world.dealerStaff), of: "contact.remove", at: seconds(700))
    #expect(
      window.count(of: .enterprise, at: seconds(1_440)) == RemovalCount(unconfirmed: 1, all: 2))
    #expect(window.count(of: .partner(world.dealer.id), at: seconds(1_440)).unconfirmed == 1)
    #expect(
      window.count(of: .enterprise, at: seconds(1_442)) == RemovalCount(unconfirmed: 0, all: 1))
    #expect(window.count(of: .enterprise, at: seconds(3_000)) == RemovalCount())
  }

  @Test(arguments: ["contact.change", "partner.terminate", "rule.create", "contact.removed"])
  func `only removals count`(command: String) {
    var window = RemovalWindow(length: .seconds(60))
    window.apply(removal(world.zhang), of: command, at: seconds(0))
    #expect(window.count(of: .enterprise, at: seconds(0)) == RemovalCount())
  }

  @Test func `what goes with a rule, an endpoint or a key is no content`() throws {
    let rule = world.rule(seen: .init(), seenBy: .init())
    let key = world.key(of: .enterprise, role: .brandAdmin)
    let endpoint = try world.endpoint(.of("e"))
    let changes: [Change] = [
      .removing(.rule(rule)), .removing(.key(key)), .removing(.endpoint(endpoint)),
    ]
    #expect(RemovalCount.removals(in: changes).isEmpty)
  }
}
