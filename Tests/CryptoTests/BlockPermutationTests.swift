import Testing

@testable import Crypto

@Suite struct BlockPermutationTests {
  /// FIPS 197, appendix C.
  @Test(arguments: [
    (16, "69c4e0d86a7b0430d8cdb78070b4c55a"), (32, "8ea2b7ca516745bfeafc49904b496089"),
  ])
  func `the vectors of FIPS 197 hold`(keyByteCount: Int, image: String) throws {
    let permutation = try #require(
      BlockPermutation(key: (0..<keyByteCount).map { UInt8($0) }))
    let block = try #require(Block128(bytes: hex("00112233445566778899aabbccddeeff")))
    #expect(permutation.encrypt(block).bytes == hex(image))
    #expect(permutation.decrypt(permutation.encrypt(block)) == block)
  }

  @Test(arguments: [0, 15, 17, 24, 31, 33])
  func `a key of another length is refused`(count: Int) {
    #expect(BlockPermutation(key: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test(arguments: [0, 1, 2, 1000])
  func `a batch gives what its blocks give one by one`(count: Int) throws {
    let random = SeededRandom(seed: 3)
    let permutation = try #require(BlockPermutation(key: random.bytes(32)))
    let blocks = (0..<count).map { _ in random.block() }
    let images = permutation.encrypt(blocks)
    #expect(images == blocks.map { permutation.encrypt($0) })
    #expect(permutation.decrypt(images) == blocks)
  }

  @Test func `several threads get right answers at once`() async throws {
    let permutation = try #require(BlockPermutation(key: [UInt8](repeating: 9, count: 16)))
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in UInt64(0)..<4 {
        group.addTask {
          (UInt64(0)..<5_000).count { number in
            let block = Block128(high: worker, low: number)
            return permutation.decrypt(permutation.encrypt(block)) != block
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test func `the key is not shown`() throws {
    let permutation = try #require(BlockPermutation(key: [UInt8](repeating: 77, count: 16)))
    var dumped = ""
    dump(permutation, to: &dumped)
    #expect(!dumped.contains("77"))
  }
}

@Suite struct Block128Tests {
  @Test func `bytes are big-endian and come back`() {
    let block = Block128(high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10)
    #expect(block.bytes == Array(1...16))
    #expect(Block128(bytes: block.bytes) == block)
  }

  @Test(arguments: [0, 15, 17])
  func `only 16 bytes make a block`(count: Int) {
    #expect(Block128(bytes: [UInt8](repeating: 0, count: count)) == nil)
  }

  @Test func `order is that of the bytes`() {
    let blocks = [
      Block128(high: 0, low: .max), Block128(high: 1, low: 0), Block128(high: .max, low: 0),
    ]
    var generator = RandomGenerator(SeededRandom(seed: 4))
    #expect(blocks.shuffled(using: &generator).sorted() == blocks)
  }
}
