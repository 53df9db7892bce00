import CCrypto

/// An Ed25519 public key (RFC 8032).
package struct VerificationKey: Hashable, Sendable {
  package static let byteCount = 32
  package static let signatureByteCount = 64

  package let bytes: [UInt8]

  /// Takes exactly 32 bytes; anything else is nil.
  ///
  /// Bytes that are no point of the curve verify nothing.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Whether the signature was made over exactly this message by the key's holder.
  ///
  /// A signature of another length than 64 bytes is invalid, not an error.
  package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
    guard signature.count == Self.signatureByteCount,
      let pointer = unsafe ccrypto_ed25519_public_key(bytes)
    else { return false }
    let handle = unsafe KeyHandle(adopting: pointer)
    let context = SignatureContext()
    return unsafe EVP_DigestVerifyInit(context.pointer, nil, nil, nil, handle.pointer) == 1
      && EVP_DigestVerify(
        context.pointer, signature, signature.count, message, message.count) == 1
  }
}
