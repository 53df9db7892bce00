package import Crypto
import Wire

/// What a receiver verifies with: its copy of the secret, or the sender's public key.
package enum WebhookKey: Sendable {
  case hmacSHA256(MessageAuthenticator)
  case ed25519(VerificationKey)

  /// Reads `whsec_` and base64 of 24 to 64 bytes, or `whpk_` and base64 of a public key; also a
  /// private `whsk_`, of which the public half is taken.
  package init(_ text: String) throws(ContractError) {
    if let bytes = Self.bytes(of: text, after: "whsec_"), (24...64).contains(bytes.count) {
      self = .hmacSHA256(MessageAuthenticator(key: bytes))
    } else if let bytes = Self.bytes(of: text, after: "whpk_"),
      let key = VerificationKey(bytes: bytes)
    {
      self = .ed25519(key)
    } else if let bytes = Self.bytes(of: text, after: "whsk_"), let key = SigningKey(seed: bytes) {
      self = .ed25519(key.publicKey)
    } else {
      throw ContractError(
        "a secret is whsec_ and base64 of 24 to 64 bytes, or whpk_ and base64 of a public key")
    }
  }

  /// The version before the comma of its signatures.
  var version: String {
    switch self {
    case .hmacSHA256: "v1"
    case .ed25519: "v1a"
    }
  }

  func isValid(_ signature: [UInt8], for signed: [UInt8]) -> Bool {
    switch self {
    case .hmacSHA256(let authenticator):
      constantTimeEqual(authenticator.code(for: signed).bytes, signature)
    case .ed25519(let key): key.isValid(signature, for: signed)
    }
  }

  private static func bytes(of text: String, after prefix: String) -> [UInt8]? {
    guard text.hasPrefix(prefix) else { return nil }
    return Base64.decode(String(text.dropFirst(prefix.utf8.count)), padding: .optional)
  }
}
