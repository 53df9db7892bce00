/// The 32 bytes of a SHA-256 hash, kept as four machine words so that tables of them need no arrays.
///
/// Ordered as its bytes are. As a number it is big-endian, and adds modulo 2^256.
package struct Digest: Hashable, Comparable, Sendable {
  package static let byteCount = 32

  /// Thirty-two zero bytes: the sum of no digests.
  package static let zero = Digest(words: (0, 0, 0, 0))

  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  /// Takes four words, the most significant first.
  package init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (first, second, third, fourth) = words
  }

  /// Takes exactly 32 bytes; anything else is nil.
  package init?(bytes: [UInt8]) {
    self.init(bytes.span)
  }

  /// Takes exactly 32 bytes; anything else is nil.
  package init?(bytes: ArraySlice<UInt8>) {
    self.init(bytes.span)
  }

  private init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(
      words: (
        UInt64(bigEndian: bytes, at: 0), UInt64(bigEndian: bytes, at: 8),
        UInt64(bigEndian: bytes, at: 16), UInt64(bigEndian: bytes, at: 24)
      ))
  }

  /// The four words, the most significant first.
  package var words: (UInt64, UInt64, UInt64, UInt64) { (first, second, third, fourth) }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  package func append(to bytes: inout [UInt8]) {
    first.appendBigEndian(to: &bytes)
    second.appendBigEndian(to: &bytes)
    third.appendBigEndian(to: &bytes)
    fourth.appendBigEndian(to: &bytes)
  }

  package static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

  /// The sum modulo 2^256.
  package static func &+ (left: Digest, right: Digest) -> Digest {
    let (fourth, carry) = left.fourth.addingReportingOverflow(right.fourth)
    let (third, thirdCarry) = left.third.adding(right.third, carry: carry)
    let (second, secondCarry) = left.second.adding(right.second, carry: thirdCarry)
    let (first, _) = left.first.adding(right.first, carry: secondCarry)
    return Digest(words: (first, second, third, fourth))
  }

  /// The difference modulo 2^256.
  package static func &- (left: Digest, right: Digest) -> Digest {
    let one = Digest(words: (0, 0, 0, 1))
    let complement = Digest(words: (~right.first, ~right.second, ~right.third, ~right.fourth))
    return left &+ complement &+ one
  }
}

extension UInt64 {
  fileprivate func adding(_ other: UInt64, carry: Bool) -> (sum: UInt64, carry: Bool) {
    let (partial, firstOverflow) = addingReportingOverflow(other)
    let (sum, secondOverflow) = partial.addingReportingOverflow(carry ? 1 : 0)
    return (sum, firstOverflow || secondOverflow)
  }
}
