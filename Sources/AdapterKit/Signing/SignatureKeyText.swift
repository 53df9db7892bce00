package import Crypto
package import Domain
import Wire

/// Signing keys as texts, in the forms of Standard Webhooks: `whsec_`, `whsk_` and `whpk_`.
package struct SignatureKeyText: Sendable {
  package let scheme: SecretSlot.Scheme
  /// The 24 to 64 key bytes of an HMAC, or the 32-byte seed of Ed25519.
  package let bytes: Secret

  /// Reads `whsec_` + base64 of 24 to 64 bytes, or `whsk_` + base64 of a 32-byte seed; a 64-byte
  /// form (seed and public key) is accepted and cut to its seed.
  package init(_ text: String) throws(InvalidValue) {
    if let bytes = Self.bytes(of: text, after: "whsec_"), (24...64).contains(bytes.count) {
      scheme = .hmacSHA256
      self.bytes = Secret(bytes)
    } else if let bytes = Self.bytes(of: text, after: "whsk_"), [32, 64].contains(bytes.count) {
      scheme = .ed25519
      self.bytes = Secret(Array(bytes.prefix(SigningKey.seedByteCount)))
    } else {
      throw InvalidValue(
        "a signing secret is whsec_ and base64 of 24 to 64 bytes, or whsk_ and base64 of a 32-byte"
          + " Ed25519 seed")
    }
  }

  /// Draws a new key of a scheme.
  package init(_ scheme: SecretSlot.Scheme, from random: any RandomSource) {
    self.scheme = scheme
    bytes = Secret(random.bytes(32))
  }

  /// For key bytes that were checked when they were sealed.
  package init(_ scheme: SecretSlot.Scheme, bytes: Secret) {
    self.scheme = scheme
    self.bytes = bytes
  }

  /// The text that the receiver is given once; of an Ed25519 key it is the private one.
  package var text: String {
    let prefix = scheme == .hmacSHA256 ? "whsec_" : "whsk_"
    return prefix + Base64.encode(bytes.reveal())
  }

  /// `whpk_` and the public key, for an Ed25519 key.
  package var publicText: String? {
    guard scheme == .ed25519, let key = SigningKey(seed: bytes.reveal()) else { return nil }
    return "whpk_" + Base64.encode(key.publicKey.bytes)
  }

  /// The key prepared for signing; nil only for a seed of a wrong size.
  package var key: SignatureKey? {
    switch scheme {
    case .hmacSHA256: .hmacSHA256(MessageAuthenticator(key: bytes.reveal()))
    case .ed25519: SigningKey(seed: bytes.reveal()).map { .ed25519($0) }
    }
  }

  private static func bytes(of text: String, after prefix: String) -> [UInt8]? {
    guard text.hasPrefix(prefix) else { return nil }
    return Base64.decode(String(text.dropFirst(prefix.utf8.count)), padding: .optional)
  }
}
