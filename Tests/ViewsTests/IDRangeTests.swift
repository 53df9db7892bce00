import Crypto
import Testing

@testable import Views

@Suite struct IDRangeTests {
  @Test(arguments: [
    "", "0", "f", "a3f", "0123456789abcdef", "0123456789abcdef0",
    String(
      repeating: "f", count: 32),
  ])
  func `digits are read and said again`(text: String) throws {
    let range = try #require(IDRange(text))
    #expect(range.text == text)
    #expect(range.digits == text.utf8.count)
  }

  @Test(arguments: ["A", "g", " ", "a-", "é", String(repeating: "0", count: 33)])
  func `what is no prefix is none`(text: String) {
    #expect(IDRange(text) == nil)
  }

  @Test(arguments: [0, 1, 3, 15, 16, 17, 31, 32])
  func `a range holds exactly the ids that begin with its digits`(digits: Int) throws {
    let id = Block128(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)
    let range = IDRange(digits: digits, of: id)
    #expect(range.contains(id))
    #expect(range.contains(range.first))
    #expect(range.contains(range.last))
    #expect(range.text == String("0123456789abcdeffedcba9876543210".prefix(digits)))
    guard digits > 0 else { return }
    let other =
      digits <= 16
      ? Block128(high: id.high ^ (1 << UInt64(64 - 4 * digits)), low: id.low)
      : Block128(high: id.high, low: id.low ^ (1 << UInt64(128 - 4 * digits)))
    #expect(!range.contains(other))
  }

  @Test(arguments: ["", "a", "0123456789abcde", "0123456789abcdef"])
  func `children part a range`(text: String) throws {
    let range = try #require(IDRange(text))
    #expect(range.children.map(\.text) == "0123456789abcdef".map { text + String($0) })
    #expect(range.children.first?.first == range.first)
    #expect(range.children.last?.last == range.last)
  }

  @Test func `a whole id has no narrower range`() {
    #expect(IDRange(digits: 32, of: Block128(high: 1, low: 2)).children.isEmpty)
  }
}
