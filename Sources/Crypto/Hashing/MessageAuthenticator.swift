/// HMAC-SHA256 (RFC 2104) under one key, prepared once: the two key blocks are hashed at the start.
///
/// A value without allocations, so it may be kept, copied and shared between threads freely. A message
/// costs its own hash and two more blocks. It holds what the key becomes, and never shows it.
package struct MessageAuthenticator: Sendable {
  private static let blockByteCount = 64

  private let keyed: SHA256
  private let outer: SHA256
  private var inner: SHA256

  /// Prepares a key of any length, also an empty one; one longer than 64 bytes is hashed first (RFC 2104).
  package init(key: [UInt8]) {
    var block = key.count > Self.blockByteCount ? SHA256.hash(key).bytes : key
    block.append(contentsOf: repeatElement(0, count: Self.blockByteCount - block.count))
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5c })
    keyed = inner
    self.inner = inner
    self.outer = outer
  }

  /// The code of one message; what was given to `update` does not count, nor is it disturbed.
  package func code(for message: [UInt8]) -> Digest {
    var hash = keyed
    hash.update(message)
    return sealed(hash)
  }

  /// The code of one message that lies in several pieces.
  package func code(for pieces: [[UInt8]]) -> Digest {
    var hash = keyed
    for piece in pieces { hash.update(piece) }
    return sealed(hash)
  }

  package mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

  package mutating func update(_ bytes: ArraySlice<UInt8>) { inner.update(bytes) }

  package mutating func update(_ bytes: Span<UInt8>) { inner.update(bytes) }

  package mutating func update(_ digest: Digest) { inner.update(digest) }

  package mutating func update(_ block: Block128) { inner.update(block) }

  /// The code of all that was given to `update`; the next message starts empty under the same key.
  package mutating func finish() -> Digest {
    defer { inner = keyed }
    return sealed(inner)
  }

  private func sealed(_ hash: SHA256) -> Digest {
    var result = outer
    result.update(hash.finish())
    return result.finish()
  }
}

extension MessageAuthenticator: CustomStringConvertible, CustomReflectable {
  package var description: String { "MessageAuthenticator(HMAC-SHA256)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
