import Crypto
import Testing

@testable import Gateway

@Suite struct RandomReserveTests {
  @Test func `no drawn word is given twice`() {
    let reserve = RandomReserve(SeededRandom(seed: 7))
    let words = (0..<1_000).map { _ in reserve.word() }
    #expect(Set(words).count == 1_000)
  }

  @Test func `bytes come from the source itself`() {
    let reserve = RandomReserve(SeededRandom(seed: 7))
    #expect(reserve.bytes(32) == SeededRandom(seed: 7).bytes(32))
  }
}
