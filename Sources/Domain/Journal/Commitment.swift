package import Crypto

/// What the journal's hash knows of a version: SHA-256 of 16 random bytes and the encoded version.
///
/// Salt and version live in the version's row only, so both can be erased and the chain of hashes
/// still verifies, while nobody can guess an erased value from its commitment.
package struct Commitment: Hashable, Sendable {
  package let digest: Digest

  package init(_ digest: Digest) {
    self.digest = digest
  }

  /// A removal commits to no bytes after the salt.
  package init(salt: Block128, encoded: [UInt8]) {
    var hash = SHA256()
    hash.update(salt)
    hash.update(encoded)
    digest = hash.finish()
  }
}
