import AdapterKit
import Crypto
import Domain
import Wire

/// A signing key that a request brings along or asks for.
struct NewSecret {
  let text: SignatureKeyText
  private let isDrawn: Bool

  /// Reads `secret` or `scheme`; nil, and noted, where they cannot be used.
  init?(_ members: inout ObjectReader, random: any RandomSource) {
    let given = members.optional("secret", .signatureKey)
    let scheme = members.optional("scheme", .scheme)
    if members.has("secret") {
      guard let given else { return nil }
      if let scheme, scheme != given.scheme {
        members.reject("scheme", "the secret is one of \(given.scheme.name); leave this out")
        return nil
      }
      text = given
      isDrawn = false
    } else {
      guard scheme != nil || !members.has("scheme") else { return nil }
      text = SignatureKeyText(scheme ?? .hmacSHA256, from: random)
      isDrawn = true
    }
  }

  /// What is shown once: a key that was drawn, and the public half where there is one.
  var extras: [Representation.Extra] {
    let secret: [Representation.Extra] = isDrawn ? [("secret", .string(text.text))] : []
    return secret + (text.publicText.map { [("public_key", .string($0))] } ?? [])
  }
}

extension Reading<SignatureKeyText> {
  static var signatureKey: Reading { .made { try SignatureKeyText($0) } }
}
