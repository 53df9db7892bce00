/// A 128-bit value: an internal id, or what a keyed permutation makes of one.
///
/// Ordered as its 16 bytes are, the most significant byte first.
package struct Block128: Hashable, Comparable, Sendable {
  package static let byteCount = 16

  /// The first eight bytes, read big-endian.
  package let high: UInt64
  /// The last eight bytes, read big-endian.
  package let low: UInt64

  @inlinable
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  @inlinable
  package static func == (left: Block128, right: Block128) -> Bool {
    left.low == right.low && left.high == right.high
  }

  /// Both words as one, for ids are random and are looked up many times for each delivery.
  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(high &* 0x9E37_79B9_7F4A_7C15 &+ low)
  }

  /// Takes exactly 16 bytes; anything else is nil.
  package init?(bytes: [UInt8]) {
    self.init(bytes.span)
  }

  /// Takes exactly 16 bytes; anything else is nil.
  package init?(bytes: ArraySlice<UInt8>) {
    self.init(bytes.span)
  }

  private init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(high: UInt64(bigEndian: bytes, at: 0), low: UInt64(bigEndian: bytes, at: 8))
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 16 bytes.
  package func append(to bytes: inout [UInt8]) {
    high.appendBigEndian(to: &bytes)
    low.appendBigEndian(to: &bytes)
  }

  package static func < (left: Block128, right: Block128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
