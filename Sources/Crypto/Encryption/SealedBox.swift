import CCrypto

/// Seals bytes under a 32-byte key with AES-256-GCM (NIST SP 800-38D), so that any change is noticed.
///
/// Associated data is not stored in a box; it must be the same at opening. Under one key a nonce must
/// never be used twice, and random nonces serve for at most 2^32 boxes.
package struct SealedBox: Sendable {
  package static let tagByteCount = 16

  /// What a box adds to its content when its nonce stands in front.
  package static let overheadByteCount = Nonce.byteCount + tagByteCount

  /// The 12 bytes that make one sealing differ from every other under the same key.
  package struct Nonce: Hashable, Sendable {
    package static let byteCount = 12
    package let bytes: [UInt8]

    /// Takes exactly 12 bytes; anything else is nil.
    package init?(bytes: [UInt8]) {
      guard bytes.count == Self.byteCount else { return nil }
      self.bytes = bytes
    }

    /// Draws a nonce.
    package init(from random: some RandomSource) {
      bytes = random.bytes(Self.byteCount)
    }
  }

  private let key: Secret

  /// Takes a key of exactly 32 bytes; anything else is nil.
  package init?(key: [UInt8]) {
    guard key.count == 32 else { return nil }
    self.key = Secret(key)
  }

  /// A box of nonce, ciphertext and tag, with a nonce drawn from `random`.
  package func seal(
    _ content: [UInt8], associated: [UInt8] = [], random: some RandomSource
  ) -> [UInt8] {
    let nonce = Nonce(from: random)
    return nonce.bytes + seal(content, nonce: nonce, associated: associated)
  }

  /// The ciphertext with its 16-byte tag behind it; the nonce is the caller's to keep.
  package func seal(_ content: [UInt8], nonce: Nonce, associated: [UInt8] = []) -> [UInt8] {
    let context = prepared(nonce: nonce, associated: associated, encrypts: true)
    var box = content
    box.append(contentsOf: repeatElement(0, count: Self.tagByteCount))
    let sealed = unsafe box.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe Self.transform(start, count: content.count, in: context)
        && ccrypto_get_tag(context.pointer, start + content.count, Int32(Self.tagByteCount)) == 1
    }
    precondition(sealed, "AES-256-GCM is not available in this libcrypto.")
    return box
  }

  /// The content of a box that has its nonce in front.
  package func open(
    _ box: [UInt8], associated: [UInt8] = []
  ) throws(SealedBoxError) -> [UInt8] {
    guard let nonce = Nonce(bytes: Array(box.prefix(Nonce.byteCount))) else {
      throw .tooShort(byteCount: box.count)
    }
    let rest = Array(box.dropFirst(Nonce.byteCount))
    return try open(rest, nonce: nonce, associated: associated)
  }

  /// The content of ciphertext and tag.
  ///
  /// No byte of it comes out unless all of it is authentic.
  package func open(
    _ box: [UInt8], nonce: Nonce, associated: [UInt8] = []
  ) throws(SealedBoxError) -> [UInt8] {
    let count = box.count - Self.tagByteCount
    guard count >= 0 else { throw .tooShort(byteCount: box.count) }
    let context = prepared(nonce: nonce, associated: associated, encrypts: false)
    var content = box
    let opened = unsafe content.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe ccrypto_set_tag(context.pointer, start + count, Int32(Self.tagByteCount)) == 1
        && Self.transform(start, count: count, in: context)
    }
    guard opened else { throw .notAuthentic }
    content.removeLast(Self.tagByteCount)
    return content
  }

  private func prepared(nonce: Nonce, associated: [UInt8], encrypts: Bool) -> CipherContext {
    let context = CipherContext()
    let started = unsafe EVP_CipherInit_ex(
      context.pointer, EVP_aes_256_gcm(), nil, key.reveal(), nonce.bytes, encrypts ? 1 : 0)
    precondition(started == 1, "AES-256-GCM is not available in this libcrypto.")
    if !associated.isEmpty {
      var ignored: Int32 = 0
      _ = unsafe EVP_CipherUpdate(
        context.pointer, nil, &ignored, associated, Self.length(associated.count))
    }
    return context
  }

  /// Runs over the bytes in place; false when the tag does not fit.
  private static func transform(
    _ start: UnsafeMutablePointer<UInt8>, count: Int, in context: borrowing CipherContext
  ) -> Bool {
    var written: Int32 = 0
    if count > 0 {
      let status = unsafe EVP_CipherUpdate(
        context.pointer, start, &written, start, length(count))
      guard status == 1 else { return false }
    }
    return unsafe EVP_CipherFinal_ex(context.pointer, start + Int(written), &written) == 1
  }

  private static func length(_ count: Int) -> Int32 {
    guard let length = Int32(exactly: count) else {
      preconditionFailure("A sealed box holds less than 2 GiB; seal larger content in parts.")
    }
    return length
  }
}
