import ContractKit
import Crypto
import Domain
import Testing
import Views
import Wire

/// A partner that compares its copy, against the sums that a gateway would keep.
@Suite struct ViewWalkTests {
  @Test(arguments: [1, 10, 100])
  func `differing records among 100,000 are found in few small exchanges`(count: Int) throws {
    var exchange = ModelView(records: 100_000).exchange
    let expected = exchange.view.copy.corrupt(count)
    let found = try ViewWalk(exchange.view.copy.sums).run { try exchange.ask($0) }
    #expect(found.exchanges <= 4 + 4 * count)
    #expect(exchange.largest <= 16 * 1024)
    #expect(Set(found.missing) == expected.missing)
    #expect(Set(found.extra) == expected.extra)
    #expect(Set(found.different) == expected.different)
    #expect(found.pending.isEmpty)
  }

  @Test func `an equal copy is found so in one exchange`() throws {
    var exchange = ModelView(records: 1_000).exchange
    let found = try ViewWalk(exchange.view.copy.sums).run { try exchange.ask($0) }
    #expect(found.isEqual)
    #expect(found.exchanges == 1)
  }

  @Test(arguments: [0, 1, 700])
  func `an empty copy misses everything`(records: Int) throws {
    var exchange = ModelView(records: records).exchange
    let found = try ViewWalk(CopySums([])).run { try exchange.ask($0) }
    #expect(found.missing.count == records)
    #expect(exchange.largest <= 16 * 1024)
  }

  @Test func `a copy of nothing visible is extra as a whole`() throws {
    let other = ModelView(records: 500)
    var exchange = ModelView(records: 0).exchange
    let found = try ViewWalk(other.copy.sums).run { try exchange.ask($0) }
    #expect(found.extra.count == 500)
    #expect(exchange.largest <= 16 * 1024)
  }

  @Test func `what is on its way is pending and the rest is told apart from it`() throws {
    var exchange = ModelView(records: 2_000).exchange
    let expected = exchange.view.copy.corrupt(10)
    let onItsWay = try #require(expected.different.first)
    exchange.unsettled = try [#require(ClaimedRecord(id: onItsWay, digest: .zero)).shown]
    let found = try ViewWalk(exchange.view.copy.sums).run { try exchange.ask($0) }
    #expect(found.pending == [onItsWay])
    #expect(Set(found.different) == expected.different.subtracting([onItsWay]))
    #expect(Set(found.missing) == expected.missing)
  }

  @Test func `an answer that leaves ranges out is asked for the rest`() throws {
    var exchange = ModelView(records: 1_000).exchange
    let expected = exchange.view.copy.corrupt(10)
    let found = try ViewWalk(exchange.view.copy.sums).run { Array(try exchange.ask($0).prefix(5)) }
    #expect(Set(found.missing + found.extra + found.different) == expected.all)
  }
}
