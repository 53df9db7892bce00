package import Crypto
import Wire

/// The text that the bearer of an API key presents: `weir_` and 43 characters of base64url.
///
/// Shown once when it is made; the store keeps its digest.
package struct BearerSecret: Sendable {
  package static let prefix = "weir_"
  package let text: String

  /// Draws 32 random bytes.
  package init(from random: some RandomSource) {
    text = Self.prefix + Base64.encodeURLSafe(random.bytes(32))
  }

  /// By what the bearer is found; SHA-256 of the whole text.
  package var digest: Digest { Self.digest(of: text) }

  /// The digest of any presented text, whatever its form.
  package static func digest(of text: String) -> Digest {
    SHA256.hash(Array(text.utf8))
  }
}

extension BearerSecret: CustomStringConvertible {
  package var description: String { "BearerSecret(\(text.utf8.count) characters)" }
}
