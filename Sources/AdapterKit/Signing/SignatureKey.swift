package import Crypto

/// A key that signs requests, prepared once and used for many.
package enum SignatureKey: Sendable {
  case hmacSHA256(MessageAuthenticator)
  case ed25519(SigningKey)
}
