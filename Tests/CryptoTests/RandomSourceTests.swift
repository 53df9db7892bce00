import Testing

@testable import Crypto

@Suite struct RandomSourceTests {
  /// Computed apart from this code, from the published algorithms; a recorded seed must stay good.
  @Test func `a seed fixes the stream`() {
    let random = SeededRandom(seed: 0)
    #expect(random.word() == 0x99ec_5f36_cb75_f2b4)
    #expect(random.word() == 0xbf6e_1f78_4956_452a)
  }

  @Test func `the same seed gives the same and another seed another stream`() {
    #expect(SeededRandom(seed: 7).bytes(100) == SeededRandom(seed: 7).bytes(100))
    #expect(SeededRandom(seed: 7).bytes(100) != SeededRandom(seed: 8).bytes(100))
  }

  @Test(arguments: [0, 1, 7, 8, 9, 100])
  func `as many bytes come as were asked for`(count: Int) {
    #expect(SeededRandom(seed: 1).bytes(count).count == count)
    #expect(SystemRandom().bytes(count).count == count)
  }

  @Test func `the system repeats nothing`() {
    let random = SystemRandom()
    #expect(Set((0..<1000).map { _ in random.block() }).count == 1000)
    #expect(random.bytes(32) != random.bytes(32))
  }

  @Test func `a source serves where Swift wants a generator`() {
    var generator = RandomGenerator(SeededRandom(seed: 9))
    var again = RandomGenerator(SeededRandom(seed: 9))
    let numbers = Array(0..<20)
    let shuffled = numbers.shuffled(using: &generator)
    #expect(shuffled != numbers)
    #expect(shuffled == numbers.shuffled(using: &again))
  }

  @Test func `a buffer gives out what its source gave, nothing twice`() {
    let random = BufferedRandom(SystemRandom())
    #expect(Set((0..<1_000).map { _ in random.block() }).count == 1_000)
    #expect(Set((0..<1_000).map { _ in random.word() }).count == 1_000)
    #expect(random.bytes(32) != random.bytes(32))
  }

  @Test func `a buffer over a seed depends on the seed alone`() {
    let one = BufferedRandom(SeededRandom(seed: 5))
    let other = BufferedRandom(SeededRandom(seed: 5))
    #expect((0..<200).allSatisfy { _ in one.block() == other.block() })
    #expect(one.block() != BufferedRandom(SeededRandom(seed: 6)).block())
  }
}
