/// Where chance comes from.
///
/// Handed in through initialisers, so that a seed can stand in for it.
package protocol RandomSource: Sendable {
  /// As many random bytes as asked for; a negative count is a programmer error.
  func bytes(_ count: Int) -> [UInt8]

  /// Sixty-four random bits.
  func word() -> UInt64

  /// A random 128-bit value.
  func block() -> Block128
}

extension RandomSource {
  package func word() -> UInt64 { UInt64(bigEndian: bytes(8).span, at: 0) }

  package func block() -> Block128 { Block128(high: word(), low: word()) }
}
