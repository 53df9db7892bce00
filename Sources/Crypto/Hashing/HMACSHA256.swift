/// HMAC-SHA256 (RFC 2104) for a key that is used once; one used often belongs in a `MessageAuthenticator`.
package enum HMACSHA256 {
  package static func mac(key: [UInt8], message: [UInt8]) -> Digest {
    MessageAuthenticator(key: key).code(for: message)
  }
}
