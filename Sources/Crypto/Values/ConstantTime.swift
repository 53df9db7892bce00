import CCrypto

/// Compares two byte strings in a time that depends on their lengths only, never on where they differ.
package func constantTimeEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  guard !left.isEmpty else { return true }
  return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
