import Testing

@testable import Crypto

@Suite struct DigestTests {
  @Test(arguments: [0, 1, 31, 33, 64])
  func `only 32 bytes make a digest`(count: Int) {
    #expect(Digest(bytes: [UInt8](repeating: 0, count: count)) == nil)
  }

  @Test func `bytes come back as they went in, from a slice too`() {
    let bytes = (0..<40).map { UInt8($0) }
    #expect(Digest(bytes: bytes[4..<36])?.bytes == Array(4..<36))
  }

  @Test func `order is that of the bytes`() throws {
    let random = SeededRandom(seed: 1)
    let digests = try (0..<100).map { _ in try #require(Digest(bytes: random.bytes(32))) }
    let sorted = digests.sorted()
    let byBytes = digests.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) }
    #expect(sorted.map(\.bytes) == byBytes)
  }

  @Test func `sums carry through all words and wrap at 2 to the 256`() {
    let one = Digest(words: (0, 0, 0, 1))
    let most = Digest(words: (.max, .max, .max, .max))
    #expect(most &+ one == .zero)
    #expect(.zero &- one == most)
    #expect(Digest(words: (0, .max, .max, .max)) &+ one == Digest(words: (1, 0, 0, 0)))
    #expect(most &+ most == most &- one)
  }

  @Test func `a sum does not depend on order and can be undone`() throws {
    let random = SeededRandom(seed: 2)
    let digests = try (0..<50).map { _ in try #require(Digest(bytes: random.bytes(32))) }
    let sum = digests.reduce(.zero, &+)
    #expect(digests.reversed().reduce(.zero, &+) == sum)
    #expect(digests.reduce(sum, &-) == .zero)
  }
}
