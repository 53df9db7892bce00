import AdapterKit
import Crypto
import Wire

/// The bytes that a webhook's signatures cover: id, point, seconds, point, body.
struct SignedContent {
  private let head: [UInt8]
  private let body: [UInt8]

  init(id: String, seconds: Int64, body: [UInt8]) {
    var head: [UInt8] = []
    head.reserveCapacity(64)
    head.append(contentsOf: id.utf8)
    head.append(UInt8(ascii: "."))
    head.append(contentsOf: String(seconds).utf8)
    head.append(UInt8(ascii: "."))
    self.head = head
    self.body = body
  }

  /// One entry per key in their order, with spaces between.
  func signatures(by keys: [SignatureKey]) -> String {
    // Nearly always there is one key, whose signature need not be joined to anything.
    if keys.count == 1 { return signature(by: keys[0]) }
    return keys.map(signature).joined(separator: " ")
  }

  private func signature(by key: SignatureKey) -> String {
    switch key {
    case .hmacSHA256(let authenticator):
      "v1," + Base64.encode(authenticator.code(for: [head, body]).bytes)
    case .ed25519(let key): "v1a," + Base64.encode(key.sign(head + body))
    }
  }
}
