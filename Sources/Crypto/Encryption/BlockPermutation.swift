import Synchronization

/// A keyed permutation of 128-bit values: one AES block each, without padding or chaining (FIPS 197).
///
/// Every value has exactly one image under a key, and only the holder of the key finds the way back.
/// May be used from several threads: two of them never wait for each other, a third waits for one block.
/// A single block takes about 0.1 microsecond, a long batch a few nanoseconds per block. Contexts are
/// made at first use, per direction and concurrent thread, and take about a kilobyte each.
package final class BlockPermutation: Sendable {
  private let first: Mutex<BlockCipher>
  private let second: Mutex<BlockCipher>

  /// Takes a key of 16 or 32 bytes (AES-128 or AES-256); any other length is nil.
  package init?(key: [UInt8]) {
    guard key.count == 16 || key.count == 32 else { return nil }
    first = Mutex(BlockCipher(key: key))
    second = Mutex(BlockCipher(key: key))
  }

  package func encrypt(_ block: Block128) -> Block128 {
    withCipher { $0.transform(block, by: .encryption) }
  }

  package func decrypt(_ block: Block128) -> Block128 {
    withCipher { $0.transform(block, by: .decryption) }
  }

  /// The images of all, in their order.
  package func encrypt(_ blocks: [Block128]) -> [Block128] {
    withCipher { $0.transform(blocks, by: .encryption) }
  }

  /// The originals of all, in their order.
  package func decrypt(_ blocks: [Block128]) -> [Block128] {
    withCipher { $0.transform(blocks, by: .decryption) }
  }

  private func withCipher<Result: Sendable>(_ body: (inout BlockCipher) -> Result) -> Result {
    if let result = first.withLockIfAvailable({ body(&$0) }) { return result }
    return second.withLock { body(&$0) }
  }
}

extension BlockPermutation: CustomStringConvertible, CustomReflectable {
  package var description: String { "BlockPermutation(AES)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
