import Crypto
import Directory
import Testing

/// Arbitrary bytes: no crash, the same items in whatever chunks, and a line number for each.
@Suite struct FuzzTests {
  @Test(arguments: 0..<40)
  func `any table comes to the same in any chunks`(seed: UInt64) {
    var chance = RandomGenerator(SeededRandom(seed: seed))
    let bytes = Self.text(Self.tableParts, &chance)
    let whole = csv(bytes, chunk: bytes.count + 1)
    #expect(csv(bytes, chunk: 1) == whole)
    #expect(csv(bytes, chunk: Int.random(in: 2...50, using: &chance)) == whole)
    Self.check(whole.map(\.line), bytes)
    for case .record(let record) in whole {
      #expect(record.count <= CSVReader.columns)
      let map = try? ColumnMap(header: record, kind: .contacts, renames: []) { _, _ in nil }
      _ = try? map?.row(of: record)
    }
  }

  @Test(arguments: 0..<40)
  func `any lines come to the same in any chunks`(seed: UInt64) {
    var chance = RandomGenerator(SeededRandom(seed: seed))
    let bytes = Self.text(Self.lineParts, &chance)
    let whole = ndjson(bytes, chunk: bytes.count + 1)
    #expect(ndjson(bytes, chunk: 1) == whole)
    Self.check(whole.map(\.line), bytes)
  }

  private static func check(_ lines: [Int], _ bytes: [UInt8]) {
    let last = bytes.count { $0 == 0x0A } + 1
    #expect(lines.allSatisfy { (1...last).contains($0) })
    #expect(lines == lines.sorted())
  }

  private static func text(
    _ parts: [[UInt8]], _ chance: inout some RandomNumberGenerator
  ) -> [UInt8] {
    (0..<Int.random(in: 1...600, using: &chance)).flatMap { _ in
      parts.randomElement(using: &chance) ?? []
    }
  }

  private static let common: [[UInt8]] = [
    [0x0A], [0x0D, 0x0A], [0x0D], [0], Array("张伟".utf8), Array("𠮷".utf8), [0xEF, 0xBB, 0xBF],
    // Cut, overlong and surrogate sequences.
    [0xE5, 0xBC], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5], [0xFF], Array("abc".utf8),
  ]
  private static let tableParts =
    common
    + ["\"", "\"\"", ",", ",", "code", "name", "departments", "a:b;c", "\\", "=", "phones,"].map {
      Array($0.utf8)
    }
  private static let lineParts =
    common + ["{", "}", "\"a\":", "\\ud800", "[", "{\"code\":\"x\"}\n"].map { Array($0.utf8) }
}
