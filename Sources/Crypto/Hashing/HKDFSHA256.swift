/// Derives keys from a secret by HKDF with SHA-256 (RFC 5869).
package enum HKDFSHA256 {
  /// The most that one secret, salt and info can yield (RFC 5869, 2.3).
  package static let byteCountLimit = 255 * Digest.byteCount

  /// Key material of `count` bytes, 0 to 8,160; another `info` yields material independent of it.
  package static func derive(
    secret: [UInt8], salt: [UInt8] = [], info: [UInt8], count: Int
  ) -> [UInt8] {
    precondition(
      (0...byteCountLimit).contains(count), "HKDF-SHA256 yields at most 8,160 bytes at a time.")
    let extracted = HMACSHA256.mac(key: salt, message: secret).bytes
    var expander = MessageAuthenticator(key: extracted)
    var output: [UInt8] = []
    output.reserveCapacity(count + Digest.byteCount)
    var previous: Digest?
    var counter: UInt8 = 0
    while output.count < count {
      counter += 1
      if let previous { expander.update(previous) }
      expander.update(info)
      expander.update([counter])
      let block = expander.finish()
      block.append(to: &output)
      previous = block
    }
    output.removeLast(output.count - count)
    return output
  }
}
