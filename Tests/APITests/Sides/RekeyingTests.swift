import Testing
import Wire

/// A partner gets other ids for what it is told of.
@Suite struct RekeyingTests {
  private let fixture: TwoPartners
  private var world: World { fixture.world }
  private var key: String { fixture.first.key }

  init() async throws {
    fixture = try await TwoPartners()
  }

  private func rekey() async throws -> Reaction {
    try await world.send(.post, "/v1/partners/\(fixture.first.id)/rekey", as: world.brand)
  }

  /// What the partner sees of others, by code.
  private func seen() async throws -> [String: String] {
    let view = try await world.send(.get, "/v1/view", as: key)
    var result: [String: String] = [:]
    for item in view.items {
      if let code = item["code"]?.string, let id = item["id"]?.string { result[code] = id }
    }
    return result
  }

  @Test func `every record of its view gets another id, and nobody else's do`() async throws {
    let before = try await seen()
    let other = try await world.send(.get, "/v1/view", as: fixture.second.key).texts("id")
    let answer = try await rekey()
    #expect(answer.status == 200)
    #expect(answer.json["id"] == .string(fixture.first.id))
    #expect(answer.json["id_epoch"] == 1)
    let after = try await seen()
    #expect(!before.isEmpty)
    #expect(after.keys == before.keys)
    #expect(Set(after.values).isDisjoint(with: before.values))
    #expect(
      try await world.send(.get, "/v1/view", as: fixture.second.key).texts("id") == other)
  }

  @Test func `until its copies have moved both ids name a record, and answers say the new one`()
    async throws
  {
    let old = fixture.first.contact
    _ = try await rekey()
    let found = try await world.send(.get, "/v1/contacts/\(old)", as: key)
    #expect(found.status == 200)
    #expect(found.id != old)
    #expect(try await world.send(.get, "/v1/contacts/\(found.id)", as: key).id == found.id)
    // In bodies too.
    let moved = try await world.send(
      .patch, "/v1/contacts/\(old)",
      ["departments": [["department": .string(fixture.first.department)]]], as: key)
    #expect(moved.status == 200)
    // Twice re-keyed, the first ids still name what they did.
    _ = try await rekey()
    #expect(try await world.send(.get, "/v1/contacts/\(old)", as: key).status == 200)
    #expect(try await world.send(.get, "/v1/contacts/\(found.id)", as: key).status == 200)
  }

  @Test func `without a copy to move the old ids name nothing any more`() async throws {
    let endpoint = fixture.first.endpoint
    #expect(
      try await world.send(.delete, "/v1/endpoints/\(endpoint)", as: key).status == 204)
    let old = fixture.first.contact
    _ = try await rekey()
    #expect(try await world.send(.get, "/v1/contacts/\(old)", as: key).status == 404)
  }

  @Test func `its own endpoints, keys and rules keep their ids`() async throws {
    _ = try await rekey()
    for path in [
      "endpoints/\(fixture.first.endpoint)", "keys/\(fixture.first.ownKey)",
      "rules/\(fixture.first.rule)",
    ] {
      #expect(try await world.send(.get, "/v1/\(path)", as: key).status == 200)
    }
  }

  @Test func `only the enterprise re-keys, and nobody who is terminated`() async throws {
    let own = try await world.send(.get, "/v1/partners", as: key).items.first?["id"]?.string
    let denied = try await world.send(
      .post, "/v1/partners/\(try #require(own))/rekey", as: key)
    #expect(denied.problem == "forbidden")
    _ = try await world.send(
      .post, "/v1/partners/\(fixture.first.id)/terminate", ["children": "end"], as: world.brand)
    #expect(try await rekey().problem == "wrong-state")
  }

  @Test func `ids of either side are translated by what they are now`() async throws {
    _ = try await rekey()
    let answer = try await world.send(
      .post, "/v1/ids/translate", .translation([fixture.contact], to: fixture.first.id),
      as: world.brand)
    let id = try #require(answer.json["results"]?.array?.first?["id"]?.string)
    let view = try await world.send(.get, "/v1/view", as: key).texts("id")
    #expect(view.contains(id))
  }
}
