import AdapterKit
import Crypto
import Wire

/// The bytes that a webhook's signatures cover: id, point, seconds, point, body.
struct SignedContent {
  private let bytes: [UInt8]

  init(id: String, seconds: Int64, body: [UInt8]) {
    let head = "\(id).\(seconds)."
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.utf8.count + body.count)
    bytes.append(contentsOf: head.utf8)
    bytes.append(contentsOf: body)
    self.bytes = bytes
  }

  /// One entry per key in their order, with spaces between.
  func signatures(by keys: [SignatureKey]) -> String {
    keys.map(signature).joined(separator: " ")
  }

  private func signature(by key: SignatureKey) -> String {
    switch key {
    case .hmacSHA256(let authenticator):
      "v1," + Base64.encode(authenticator.code(for: bytes).bytes)
    case .ed25519(let key): "v1a," + Base64.encode(key.sign(bytes))
    }
  }
}
