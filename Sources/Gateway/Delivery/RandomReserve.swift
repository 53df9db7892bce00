import Crypto
import Synchronization

/// Random words drawn many at a time: each delivery takes a few, and the system's source costs about
/// the same for one word as for a page of them.
///
/// For nonces and the jitter of waits; secrets are drawn from the source itself.
final class RandomReserve: RandomSource {
  private let source: any RandomSource
  private let words = Mutex<[UInt64]>([])

  private static let drawnAtOnce = 128

  init(_ source: any RandomSource) {
    self.source = source
  }

  func bytes(_ count: Int) -> [UInt8] { source.bytes(count) }

  /// Never the same drawn word twice.
  func word() -> UInt64 {
    words.withLock { words in
      if let word = words.popLast() { return word }
      words = Self.draw(from: source)
      return words.popLast() ?? source.word()
    }
  }

  private static func draw(from source: any RandomSource) -> [UInt64] {
    let bytes = source.bytes(8 * drawnAtOnce)
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
