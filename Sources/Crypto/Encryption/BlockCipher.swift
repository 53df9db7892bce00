import CCrypto

/// AES on whole blocks with a context per direction, each made when it is first needed.
///
/// Belongs to one thread at a time: a context is changed by every use.
struct BlockCipher: ~Copyable {
  enum Direction {
    case encryption
    case decryption
  }

  private let key: [UInt8]
  private var encryption: CipherContext?
  private var decryption: CipherContext?

  /// Takes a key of 16 or 32 bytes.
  init(key: [UInt8]) {
    self.key = key
    encryption = nil
    decryption = nil
  }

  mutating func transform(_ block: Block128, by direction: Direction) -> Block128 {
    var words = (block.high.bigEndian, block.low.bigEndian)
    unsafe withUnsafeMutableBytes(of: &words) { unsafe transform($0, by: direction) }
    return Block128(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
  }

  mutating func transform(_ blocks: [Block128], by direction: Direction) -> [Block128] {
    // Block128 is two words without padding; only their byte order has to be turned around.
    var result = blocks.map { Block128(high: $0.high.bigEndian, low: $0.low.bigEndian) }
    unsafe result.withUnsafeMutableBytes { buffer in
      // A length in C is an int here, so a very long batch goes in parts.
      let stride = 1 << 24
      for start in Swift.stride(from: 0, to: buffer.count, by: stride) {
        let part = unsafe UnsafeMutableRawBufferPointer(
          rebasing: buffer[start..<min(start + stride, buffer.count)])
        unsafe transform(part, by: direction)
      }
    }
    for index in result.indices {
      let block = result[index]
      result[index] = Block128(
        high: UInt64(bigEndian: block.high), low: UInt64(bigEndian: block.low))
    }
    return result
  }

  private mutating func transform(_ buffer: UnsafeMutableRawBufferPointer, by direction: Direction)
  {
    let bytes = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var written: Int32 = 0
    let status: Int32
    prepare(direction)
    switch direction {
    case .encryption:
      status = unsafe EVP_CipherUpdate(
        encryption?.pointer, bytes, &written, bytes, Int32(buffer.count))
    case .decryption:
      status = unsafe EVP_CipherUpdate(
        decryption?.pointer, bytes, &written, bytes, Int32(buffer.count))
    }
    precondition(
      status == 1 && Int(written) == buffer.count, "AES is not available in this libcrypto.")
  }

  private mutating func prepare(_ direction: Direction) {
    switch direction {
    case .encryption:
      if encryption == nil { encryption = Self.context(key: key, encrypts: true) }
    case .decryption:
      if decryption == nil { decryption = Self.context(key: key, encrypts: false) }
    }
  }

  private static func context(key: [UInt8], encrypts: Bool) -> CipherContext {
    let context = CipherContext()
    let cipher = unsafe key.count == 16 ? EVP_aes_128_ecb() : EVP_aes_256_ecb()
    let status = unsafe EVP_CipherInit_ex(
      context.pointer, cipher, nil, key, nil, encrypts ? 1 : 0)
    precondition(status == 1, "AES is not available in this libcrypto.")
    _ = unsafe EVP_CIPHER_CTX_set_padding(context.pointer, 0)
    return context
  }
}
