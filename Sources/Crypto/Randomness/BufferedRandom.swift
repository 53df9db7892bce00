import Synchronization

/// Draws from another source in larger portions, for whoever needs a little chance very often.
///
/// What it gives out is forgotten here. One instance may be shared between threads. It holds what it
/// will give out next in memory, so it is for salts and nonces, not for keys.
package final class BufferedRandom: RandomSource {
  private static let portion = 1_024

  private let source: any RandomSource
  private let buffer = Mutex<[UInt8]>([])

  package init(_ source: any RandomSource) {
    self.source = source
  }

  package func bytes(_ count: Int) -> [UInt8] { source.bytes(count) }

  package func word() -> UInt64 { block().high }

  package func block() -> Block128 {
    buffer.withLock { buffer in
      if buffer.count < Block128.byteCount { buffer = source.bytes(Self.portion) }
      let start = buffer.count - Block128.byteCount
      let drawn = Block128(
        high: UInt64(bigEndian: buffer.span, at: start),
        low: UInt64(bigEndian: buffer.span, at: start + 8))
      for index in start..<buffer.count { buffer[index] = 0 }
      buffer.removeLast(Block128.byteCount)
      return drawn
    }
  }
}
