import Testing
import Wire

/// Texts that are shown once, and never again.
@Suite struct SecretTests {
  @Test func `the secret of an endpoint is in the answer to its making only`() async throws {
    let world = try World()
    let created = try await world.create("endpoints", .endpoint("a", "a"))
    let secret = try #require(created.json["secret"]?.string)
    #expect(secret.hasPrefix("whsec_"))
    #expect(created.json["public_key"] == nil)
    let path = "/v1/endpoints/\(created.id)"
    let read = try await world.send(.get, path, as: world.brand)
    #expect(read.json == created.json.without(["secret"]))
    #expect(read.tag == created.tag)
    let rotated = try await world.send(
      .post, path + "/rotate-secret", ["scheme": "ed25519"], as: world.brand)
    #expect(rotated.json["secret"]?.string?.hasPrefix("whsk_") == true)
    #expect(rotated.json["public_key"]?.string?.hasPrefix("whpk_") == true)
    #expect(rotated.json["secrets"]?.array?.count == 2)
    let list = try await world.send(.get, "/v1/endpoints", as: world.brand)
    #expect(!"\(list.json)".contains("whs"))
  }

  @Test func `a secret that a request brings along is not sent back`() async throws {
    let world = try World()
    let given = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    let body = JSON.endpoint("a", "a").setting(["secret"], to: .string(given))
    let created = try await world.create("endpoints", body)
    #expect(created.json["secret"] == nil)
    let both = body.setting(["scheme"], to: "ed25519").setting(["code"], to: "b")
    let refused = try await world.send(.post, "/v1/endpoints", both, as: world.brand)
    #expect(refused.pointers == ["/scheme"])
    #expect(!"\(refused.json)".contains(given))
  }

  @Test func `a key's text is shown once and serves its party`() async throws {
    let fixture = try await TwoPartners()
    let created = try await fixture.world.create(
      "keys", ["name": "K", "party": .string(fixture.first.id)])
    #expect(created.json["role"] == "partner_admin")
    let key = try #require(created.json["key"]?.string)
    let list = try await fixture.world.send(.get, "/v1/keys", as: key)
    #expect(list.status == 200)
    #expect(!"\(list.json)".contains(key))
    let seen = try await fixture.world.send(
      .get, "/v1/keys?party=\(fixture.first.id)", as: fixture.world.brand)
    #expect(seen.texts("id").contains(created.id))
  }

  @Test func `what a partner's endpoint answered is for that partner`() async throws {
    let fixture = try await TwoPartners()
    try fixture.addAttempt(3)
    let path = "/v1/endpoints/\(fixture.endpoint)/attempts"
    let own = try await fixture.world.send(.get, path, as: fixture.world.brand)
    #expect(own.texts("excerpt") == ["busy"])
    let list = try await fixture.world.send(
      .get, "/v1/endpoints?party=\(fixture.first.id)", as: fixture.world.brand)
    let id = try #require(list.texts("id").first)
    try fixture.addAttempt(4, at: id)
    let other = try await fixture.world.send(
      .get, "/v1/endpoints/\(id)/attempts", as: fixture.world.brand)
    #expect(other.items.count == 1)
    #expect(other.texts("excerpt").isEmpty)
  }
}
