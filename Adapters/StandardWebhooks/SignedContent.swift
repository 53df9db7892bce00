import AdapterKit
import Crypto
import Wire

/// The bytes that a webhook's signatures cover: id, point, seconds, point, body.
struct SignedContent {
  private let head: [UInt8]
  private let body: [UInt8]

  init(id: String, seconds: Int64, body: [UInt8]) {
    head = Array("\(id).\(seconds).".utf8)
    self.body = body
  }

  /// One entry per key in their order, with spaces between.
  func signatures(by keys: [SignatureKey]) -> String {
    keys.map(signature).joined(separator: " ")
  }

  private func signature(by key: SignatureKey) -> String {
    switch key {
    case .hmacSHA256(let authenticator):
      "v1," + Base64.encode(authenticator.code(for: [head, body]).bytes)
    case .ed25519(let key): "v1a," + Base64.encode(key.sign(head + body))
    }
  }
}
