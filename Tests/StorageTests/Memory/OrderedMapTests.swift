import Crypto
import Testing

@testable import Storage

@Suite struct OrderedMapTests {
  private func contents(
    of map: OrderedMap<Int, Int>, from lower: Int = .min
  ) throws -> [Int: Int] {
    var found: [Int: Int] = [:]
    var last = Int.min
    try map.scan(from: lower) { key, value in
      #expect(key >= last)
      last = key
      found[key] = value
      return true
    }
    return found
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `it holds what a dictionary would, and its copies do not change`(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var map = OrderedMap<Int, Int>()
    var expected: [Int: Int] = [:]
    var copies: [(OrderedMap<Int, Int>, [Int: Int])] = []
    for step in 0..<3_000 {
      let key = Int(random.word() % 400)
      let value = random.word() % 3 == 0 ? nil : step
      map[key] = value
      expected[key] = value
      if step % 300 == 0 { copies.append((map, expected)) }
    }
    copies.append((map, expected))
    for (copy, expected) in copies {
      #expect(try contents(of: copy) == expected)
      for key in -1...400 {
        #expect(copy[key] == expected[key])
        #expect(copy.last(atMost: key)?.key == expected.keys.filter { $0 <= key }.max())
      }
      #expect(try contents(of: copy, from: 200) == expected.filter { $0.key >= 200 })
    }
  }

  @Test func `a scan stops when it is told to`() throws {
    var map = OrderedMap<Int, Int>()
    for key in 0..<1_000 { map[key] = key }
    var seen: [Int] = []
    try map.scan(from: 500) { key, _ in
      seen.append(key)
      return seen.count < 3
    }
    #expect(seen == [500, 501, 502])
  }

  @Test func `ascending keys and removals leave it shallow`() {
    var map = OrderedMap<Int, Int>()
    for key in 0..<20_000 { map[key] = key }
    for key in 0..<10_000 { map[key] = nil }
    #expect(map.last(atMost: 9_999) == nil)
    #expect(map[15_000] == 15_000)
    #expect(map.depth <= 20)
  }
}
