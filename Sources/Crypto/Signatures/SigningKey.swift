import CCrypto

/// An Ed25519 private key (RFC 8032), ready to sign from any thread.
package final class SigningKey: Sendable {
  package static let seedByteCount = 32

  private let handle: KeyHandle
  package let publicKey: VerificationKey

  /// Takes a seed of 32 bytes, or the 64 bytes of seed and public key, which must then belong together.
  ///
  /// Anything else is nil. Deriving the public key costs about as much as one signature.
  package init?(seed: [UInt8]) {
    guard seed.count == 32 || seed.count == 64 else { return nil }
    guard let pointer = unsafe ccrypto_ed25519_private_key(seed) else { return nil }
    unsafe handle = KeyHandle(adopting: pointer)
    var bytes = [UInt8](repeating: 0, count: VerificationKey.byteCount)
    var count = bytes.count
    guard unsafe EVP_PKEY_get_raw_public_key(handle.pointer, &bytes, &count) == 1,
      let publicKey = VerificationKey(bytes: bytes)
    else { return nil }
    if seed.count == 64 {
      guard constantTimeEqual(Array(seed.suffix(32)), bytes) else { return nil }
    }
    self.publicKey = publicKey
  }

  /// The 64 bytes of the signature; the same message always yields the same.
  package func sign(_ message: [UInt8]) -> [UInt8] {
    let context = SignatureContext()
    var signature = [UInt8](repeating: 0, count: VerificationKey.signatureByteCount)
    var count = signature.count
    let signed =
      unsafe EVP_DigestSignInit(context.pointer, nil, nil, nil, handle.pointer) == 1
      && EVP_DigestSign(context.pointer, &signature, &count, message, message.count) == 1
    precondition(signed, "Ed25519 is not available in this libcrypto.")
    return signature
  }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "SigningKey(Ed25519)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
