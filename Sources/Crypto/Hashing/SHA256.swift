import CCrypto

/// SHA-256 (FIPS 180-4), all at once or piece by piece.
///
/// A value: a copy goes on independently of the original, and neither allocates.
package struct SHA256: Sendable {
  private var state = SHA256_CTX()

  package init() {
    _ = unsafe SHA256_Init(&state)
  }

  /// The digest of one byte string.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  package mutating func update(_ bytes: [UInt8]) {
    _ = unsafe SHA256_Update(&state, bytes, bytes.count)
  }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    unsafe bytes.withUnsafeBytes { buffer in
      _ = unsafe SHA256_Update(&state, buffer.baseAddress, buffer.count)
    }
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      _ = unsafe SHA256_Update(&state, buffer.baseAddress, buffer.count)
    }
  }

  package mutating func update(_ digest: Digest) {
    let words = digest.words
    var bytes = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    _ = unsafe SHA256_Update(&state, &bytes, Digest.byteCount)
  }

  package mutating func update(_ block: Block128) {
    var bytes = (block.high.bigEndian, block.low.bigEndian)
    _ = unsafe SHA256_Update(&state, &bytes, Block128.byteCount)
  }

  /// The digest of all that was given so far; more may be given afterwards, as if this had not been asked.
  package func finish() -> Digest {
    var final = state
    var output: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    _ = unsafe withUnsafeMutableBytes(of: &output) { buffer in
      unsafe SHA256_Final(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &final)
    }
    return Digest(
      words: (
        UInt64(bigEndian: output.0), UInt64(bigEndian: output.1),
        UInt64(bigEndian: output.2), UInt64(bigEndian: output.3)
      ))
  }
}
