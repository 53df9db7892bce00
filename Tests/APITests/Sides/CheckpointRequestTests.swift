import Domain
import Testing
import Wire

@Suite struct CheckpointRequestTests {
  private func path(_ endpoint: String) -> String { "/v1/endpoints/\(endpoint)/checkpoint" }

  @Test func `the enterprise asks for any endpoint, a partner for its own`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let party = try fixture.party(fixture.first)
    let record = try fixture.record(fixture.first.endpoint, .endpoint, as: party)
    let all = try await world.send(
      .get, "/v1/endpoints?party=\(fixture.first.id)", as: world.brand)
    let asked = try await world.send(
      .post, path(try #require(all.texts("id").first)), as: world.brand)
    #expect(asked.status == 202)
    let own = try await world.send(
      .post, path(fixture.first.endpoint), ["digest": true], as: fixture.first.key)
    #expect(own.status == 202)
    #expect(own.id == fixture.first.endpoint)
    let endpoint = EndpointID(record)
    #expect(
      world.delivery.checkpoints == [
        .init(endpoint: endpoint, withDigest: false), .init(endpoint: endpoint, withDigest: true),
      ])
  }

  @Test func `another partner's endpoint is not there`() async throws {
    let fixture = try await TwoPartners()
    let second = try fixture.party(fixture.second)
    let foreign = try fixture.foreignID(fixture.endpoint, .endpoint, for: second)
    for id in [foreign, fixture.first.endpoint, "end_\(String(repeating: "0", count: 32))"] {
      let answer = try await fixture.world.send(.post, path(id), as: fixture.second.key)
      #expect(answer.problem == "not-found")
    }
    #expect(fixture.world.delivery.checkpoints.isEmpty)
  }

  @Test func `it is refused while nothing is sent`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let paused = try await world.send(
      .patch, "/v1/endpoints/\(fixture.endpoint)", ["state": "paused"], as: world.brand)
    #expect(paused.status == 200)
    let answer = try await world.send(.post, path(fixture.endpoint), as: world.brand)
    #expect(answer.problem == "wrong-state")
    let suspended = try await world.send(
      .post, "/v1/partners/\(fixture.first.id)/suspend", as: world.brand)
    #expect(suspended.status == 200)
    let all = try await world.send(
      .get, "/v1/endpoints?party=\(fixture.first.id)", as: world.brand)
    let held = try await world.send(
      .post, path(try #require(all.texts("id").first)), as: world.brand)
    #expect(held.problem == "wrong-state")
    #expect(world.delivery.checkpoints.isEmpty)
  }

  @Test func `the setting is kept, and off where nobody set it`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let path = "/v1/endpoints/\(fixture.endpoint)"
    #expect(
      try await world.send(.get, path, as: world.brand).json["checkpoint_digest"] == false)
    let changed = try await world.send(
      .patch, path, ["checkpoint_digest": true], as: world.brand)
    #expect(changed.json["checkpoint_digest"] == true)
    let created = try await world.create(
      "endpoints", JSON.endpoint("sums", "sums").setting(["checkpoint_digest"], to: true))
    #expect(created.json["checkpoint_digest"] == true)
  }
}
