import Crypto
import Wire

/// What makes two requests under one Idempotency-Key the same.
enum Fingerprint {
  static func of(_ method: HTTPMethod, _ target: HTTPTarget, _ body: JSON) -> Digest {
    var hash = SHA256()
    hash.update(Array("\(method.name)\n\(target.path)\n\(target.query ?? "")\n".utf8))
    hash.update(body.canonicalBytes)
    return hash.finish()
  }
}
