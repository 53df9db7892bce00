import Crypto
import Delivery
import Testing
import Wire

@testable import Domain
@testable import Storage

@Suite struct ExceptionTriesTests {
  @Test(arguments: [0, 1, 7, 16_777_215] as [Int64])
  func `what was kept before there were repairs reads as attempts alone`(stored: Int64) {
    let tries = ExceptionTries(stored: stored)
    #expect(tries.attempts == Int(stored))
    #expect(tries.repair == 0)
  }

  @Test(arguments: [(0, 0), (3, 1_800_000_000), (0, 4_294_967_295), (16_777_215, 1)])
  func `attempts and repair number come back`(attempts: Int, repair: Int) {
    let row = ExceptionRow(
      endpoint: EndpointID(Block128(high: 0, low: 1)), record: RecordID(Block128(high: 0, low: 2)),
      kind: .contact, base: .start, cause: .start, epoch: 1, firstNumber: 1, lastNumber: 1,
      attempts: attempts, nextTry: .epoch, reason: "", repair: repair)
    #expect(ExceptionTries(stored: ExceptionTries(row).stored) == ExceptionTries(row))
  }

  @Test func `a number of attempts beyond all bounds touches no repair number`() {
    let most = ExceptionTries(stored: (5 << 24) | 0xFF_FFFF)
    #expect(most.repair == 5)
    #expect(most.attempts == 0xFF_FFFF)
  }
}
