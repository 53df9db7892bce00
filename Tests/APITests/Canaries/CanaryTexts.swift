import Crypto
import Domain
import Wire

/// Texts that stand in one place only, and where they turn up in what somebody was told.
///
/// Every text has at least eight bytes and is found in one pass, by its first eight.
struct CanaryTexts {
  private(set) var all: [Canary] = []
  private var byStart: [UInt64: [Int]] = [:]

  mutating func add(_ text: String, _ meaning: Canary.Meaning) {
    let bytes = Array(text.utf8)
    guard let start = Self.start(of: bytes) else { return }
    byStart[start, default: []].append(all.count)
    all.append(Canary(bytes: bytes, meaning: meaning))
  }

  /// All forms in which an id may turn up by mistake.
  mutating func add(_ bits: Block128, _ meaning: Canary.Meaning) {
    let bytes = bits.bytes
    for text in [Hex.encode(bytes), Hex.encode(bytes).uppercased()] { add(text, meaning) }
    for word in [bits.high, bits.low] where word > 10_000_000 { add(String(word), meaning) }
    for offset in 0..<3 { add(base64: bytes, at: offset, meaning) }
  }

  /// The characters that depend on these bytes alone, wherever in a text they stand.
  private mutating func add(base64 bytes: [UInt8], at offset: Int, _ meaning: Canary.Meaning) {
    let padded = Array(repeating: 0 as UInt8, count: offset) + bytes
    let first = offset == 0 ? 0 : offset + 1
    let count = padded.count * 8 / 6 - first
    for text in Set([Base64.encode(padded), Base64.encodeURLSafe(padded)]) {
      add(String(text.dropFirst(first).prefix(count)), meaning)
    }
  }

  /// The places in `all` of what stands in the bytes.
  func found(in bytes: [UInt8]) -> Set<Int> {
    var result: Set<Int> = []
    var window: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      window = window << 8 | UInt64(byte)
      guard index >= 7, let candidates = byStart[window] else { continue }
      let rest = bytes[(index - 7)...]
      for candidate in candidates where rest.starts(with: all[candidate].bytes) {
        result.insert(candidate)
      }
    }
    return result
  }

  private static func start(of bytes: [UInt8]) -> UInt64? {
    guard bytes.count >= 8 else { return nil }
    return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// One text and what it says about whoever is told it.
struct Canary {
  let bytes: [UInt8]
  let meaning: Meaning

  enum Meaning: Hashable {
    /// What a field of a record held at some time.
    case value(of: RecordID, field: String)
    /// A value of something that only these may ever know of.
    case name(knownTo: Set<Party>)
    /// What a party calls a record, in any form of writing; the record's own id where it is nobody's.
    case id(RecordID, of: Party?)
  }
}

extension Canary: CustomStringConvertible {
  var description: String { "\(String(decoding: bytes, as: UTF8.self)) (\(meaning))" }
}
