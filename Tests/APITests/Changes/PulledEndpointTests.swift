import Testing
import Wire

/// Endpoints at which their party asks itself, as records, and who may ask where.
@Suite struct PulledEndpointTests {
  @Test func `it has a transport and nothing that would have no effect`() async throws {
    let world = try World()
    let made = try await world.create("endpoints", .pulled("crm"))
    #expect(made.json["transport"] == ["kind": "pull"])
    #expect(made.json["url"] == nil && made.json["secret"] == nil)
    #expect(made.json["secrets"] == [])
    let refusals: [(String, JSONObject)] = [
      ("/url", ["url": "https://crm.example/hook"]), ("/secret", ["secret": "whsec_AAAA"]),
      ("/scheme", ["scheme": "ed25519"]), ("/settings", ["settings": ["label": "x"]]),
      (
        "/transport/total_seconds",
        ["transport": ["kind": "pull", "total_seconds": 3]]
      ),
    ]
    for (pointer, more) in refusals {
      var body = JSON.pulled("other").object ?? [:]
      for member in more { body[member.name] = member.value }
      let answer = try await world.send(.post, "/v1/endpoints", .object(body), as: world.brand)
      #expect(answer.status == 422, "\(pointer): \(answer.json)")
      #expect(answer.pointers == [pointer])
    }
    let pushed = try await world.send(.post, "/v1/endpoints", ["code": "x"], as: world.brand)
    #expect(pushed.pointers == ["/url"])
  }

  @Test func `who makes the requests does not change`() async throws {
    let world = try World()
    let pulled = try await world.create("endpoints", .pulled("crm")).id
    let pushed = try await world.create("endpoints", .endpoint("hook", "acme")).id
    let changes: [(String, JSON)] = [
      (pulled, ["transport": ["kind": "push"]]), (pulled, ["url": "https://a.example/"]),
      (pushed, ["transport": ["kind": "pull"]]),
    ]
    for (id, change) in changes {
      let answer = try await world.send(.patch, "/v1/endpoints/\(id)", change, as: world.brand)
      #expect(answer.status == 422, "\(answer.json)")
    }
    let change: JSON = ["checkpoint_digest": true, "code": "erp"]
    let answer = try await world.send(.patch, "/v1/endpoints/\(pulled)", change, as: world.brand)
    #expect(answer.json["code"] == "erp")
    let rotated = try await world.send(
      .post, "/v1/endpoints/\(pulled)/rotate-secret", as: world.brand)
    #expect(rotated.problem == "wrong-state")
  }

  @Test func `a party asks at its own endpoints only, and others are not told apart`() async throws
  {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let foreign = try await world.create("endpoints", .pulled("b"), as: fixture.second.key).id
    let unknown = "end_" + String(repeating: "0", count: 32)
    let answers = try await [foreign, unknown, "x"].asyncMap { id in
      try await world.send(
        .get, "/v1/changes?wait=0&endpoint=\(id)", as: fixture.first.key)
    }
    for answer in answers {
      #expect(answer.problem == "invalid-reference")
      #expect(answer.response.body == answers[0].response.body)
    }
    // Not even the enterprise asks in its place: that would acknowledge what the partner has not got.
    let brand = try await world.send(
      .get, "/v1/changes?wait=0&endpoint=\(foreign)", as: world.brand)
    #expect(brand.problem == "invalid-reference")
    let snapshot = try await world.send(
      .post, "/v1/endpoints/\(foreign)/snapshot", as: fixture.first.key)
    #expect(snapshot.status == 404)
  }

  @Test func `which endpoint is meant has to be said where there are several`() async throws {
    let world = try World()
    #expect(try await world.send(.get, "/v1/changes", as: world.brand).problem == "wrong-state")
    let pushed = try await world.create("endpoints", .endpoint("hook", "acme")).id
    let there = try await world.send(
      .get, "/v1/changes?endpoint=\(pushed)", as: world.brand)
    #expect(there.problem == "wrong-state")
    _ = try await world.create("endpoints", .pulled("a"))
    _ = try await world.create("endpoints", .pulled("b"))
    let answer = try await world.send(.get, "/v1/changes", as: world.brand)
    #expect(answer.pointers == ["endpoint"])
    for bad in ["limit=0", "limit=501", "wait=31", "wait=-1", "colour=red"] {
      let answer = try await world.send(.get, "/v1/changes?\(bad)", as: world.brand)
      #expect(answer.problem == "invalid-request")
    }
  }
}

extension Array {
  fileprivate func asyncMap<Result>(
    _ body: (Element) async throws -> Result
  ) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}
