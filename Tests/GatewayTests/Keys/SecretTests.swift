import Crypto
import Domain
import Gateway
import Testing
import Views

@Suite struct BearerSecretTests {
  @Test func `the text is a prefix and 43 characters, and does not show itself`() {
    let secret = BearerSecret(from: SeededRandom(seed: 1))
    #expect(secret.text.hasPrefix("weir_"))
    #expect(secret.text.utf8.count == 48)
    #expect(!"\(secret)".contains(secret.text))
    #expect(secret.digest == SHA256.hash(Array(secret.text.utf8)))
    #expect(BearerSecret.digest(of: secret.text) == secret.digest)
    #expect(BearerSecret.digest(of: "") != secret.digest)
  }
}

@Suite struct EndpointSecretTests {
  private let random = SeededRandom(seed: 6)

  @Test func `a signing key opens for its endpoint and enterprise only`() throws {
    let enterprise = EnterpriseID(from: random)
    let endpoint = EndpointID(from: random)
    let keys = EnterpriseKeys(root: Secret(random.bytes(32)), enterprise: enterprise)
    let others = EnterpriseKeys(root: Secret(random.bytes(32)), enterprise: enterprise)
    let sealed = try EndpointSecret.seal([1, 2, 3], for: endpoint, under: keys, random: random)
    let slot = SecretSlot(number: 1, scheme: .hmacSHA256, sealed: sealed)
    #expect(try EndpointSecret.open(slot, of: endpoint, under: keys) == Secret([1, 2, 3]))
    #expect(throws: GatewayError.self) {
      try EndpointSecret.open(slot, of: EndpointID(from: random), under: keys)
    }
    #expect(throws: GatewayError.self) {
      try EndpointSecret.open(slot, of: endpoint, under: others)
    }
  }
}
