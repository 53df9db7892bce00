import Crypto
import Delivery
import Domain
import Testing
import Wire

@Suite struct EndpointScopeTests {
  private func records(_ fixture: TwoPartners, _ query: String = "") async throws -> [String: JSON]
  {
    let page = try await fixture.world.send(.get, "/v1/view\(query)", as: fixture.first.key)
    #expect(page.status == 200, "\(page.json)")
    return Dictionary(page.items.map { ($0["id"]?.string ?? "", $0) }) { first, _ in first }
  }

  @Test func `a scope is set, changed in part and taken away`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let path = "/v1/endpoints/\(fixture.first.endpoint)"
    let before = try await world.send(.get, path, as: fixture.first.key)
    #expect(before.json["scope"] == [:])
    // As this partner knows its chain.
    let own = try await world.send(.get, "/v1/chains", as: fixture.first.key)
    let chain = try #require(own.items.first?["id"])
    let steps: [(JSON, JSON)] = [
      (["kinds": ["contact"], "chains": [chain]], ["kinds": ["contact"], "chains": [chain]]),
      (["purposes": ["sales"]], ["kinds": ["contact"], "purposes": ["sales"], "chains": [chain]]),
      (["kinds": nil, "chains": nil], ["purposes": ["sales"]]), (nil, [:]),
    ]
    for (change, expected) in steps {
      let answer = try await world.send(.patch, path, ["scope": change], as: fixture.first.key)
      #expect(answer.status == 200, "\(answer.json)")
      #expect(answer.json["scope"] == expected)
    }
    for (bad, pointer) in [
      ("kinds", "/scope/kinds"), ("purposes", "/scope/purposes"), ("chains", "/scope/chains"),
    ] {
      let body: JSON = ["scope": .object([bad: []])]
      let answer = try await world.send(.patch, path, body, as: fixture.first.key)
      #expect(answer.status == 422 && answer.pointers == [pointer], "\(answer.json)")
    }
    let foreign: JSON = ["scope": ["chains": [.string(fixture.chain)]]]
    let refused = try await world.send(.patch, path, foreign, as: fixture.first.key)
    #expect(refused.pointers == ["/scope/chains"], "\(refused.json)")
  }

  @Test func `a view is read, compared and repaired within the scope of an endpoint`() async throws
  {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let endpoint = fixture.first.endpoint
    let whole = try await records(fixture)
    #expect(try await records(fixture, "?endpoint=\(endpoint)") == whole)
    let next = try await world.send(
      .get, "/v1/view?limit=1&endpoint=\(endpoint)", as: fixture.first.key
    ).next
    let cursor = try #require(next)
    let narrow: JSON = ["scope": ["kinds": ["department"]]]
    let path = "/v1/endpoints/\(endpoint)"
    #expect(try await world.send(.patch, path, narrow, as: fixture.first.key).status == 200)
    // The pages before were of another scope.
    let late = try await world.send(
      .get, "/v1/view?endpoint=\(endpoint)&cursor=\(cursor)", as: fixture.first.key)
    #expect(late.status == 410)
    let part = try await records(fixture, "?endpoint=\(endpoint)")
    #expect(part == whole.filter { $0.value["kind"] == "department" })
    #expect(!part.isEmpty && part.count < whole.count)
    #expect(try await records(fixture) == whole)

    #expect(try await compare(part, fixture, endpoint: endpoint) == "equal")
    #expect(try await compare(whole, fixture, endpoint: endpoint) != "equal")
    #expect(try await compare(whole, fixture) == "equal")
    for other in [fixture.second.endpoint, "x"] {
      let answer = try await world.send(
        .get, "/v1/view?endpoint=\(other)", as: fixture.first.key)
      #expect(answer.problem == "invalid-reference")
    }
  }

  private func compare(
    _ records: [String: JSON], _ fixture: TwoPartners, endpoint: String? = nil
  ) async throws -> String? {
    var list: JSONObject = [:]
    for (id, record) in records {
      list[id] = .string(Hex.encode(SHA256.hash(record.canonicalBytes).bytes))
    }
    var body: JSONObject = ["ranges": [["prefix": "", "records": .object(list)]]]
    body["endpoint"] = endpoint.map { .string($0) }
    let answer = try await fixture.world.send(
      .post, "/v1/view/compare", .object(body), as: fixture.first.key)
    #expect(answer.status == 200, "\(answer.json)")
    return answer.json["ranges"]?.array?.first?["result"]?.string
  }

  @Test func `why an endpoint is not told of a record is its scope`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let known = try await world.send(
      .get, "/v1/endpoints?party=\(fixture.first.id)", as: world.brand)
    let endpoint = try #require(known.items.first?["id"]?.string)
    let path = "/v1/explain/visibility?viewer=\(fixture.first.id)&record=\(fixture.contact)"
    for (scope, visible, standing, because) in [
      ([:], true, "ruled", nil), (["kinds": ["department"]], false, "other_kind", nil),
      (["kinds": nil, "purposes": ["sales"]], false, "ruled", "scope"),
    ] as [(JSON, Bool, String, String?)] {
      let narrowed = try await world.send(
        .patch, "/v1/endpoints/\(endpoint)", ["scope": scope], as: world.brand)
      #expect(narrowed.status == 200, "\(narrowed.json)")
      let why = try await world.send(.get, path + "&endpoint=\(endpoint)", as: world.brand)
      #expect(why.json["visible"] == .bool(visible) && why.json["standing"] == .string(standing))
      let first = why.json["rules"]?.array?.first?["set_aside"]
      #expect(first?["because"]?.string == because)
      #expect(try await world.send(.get, path, as: world.brand).json["visible"] == true)
    }
    let foreign = try await world.send(
      .get, path + "&endpoint=\(fixture.endpoint)", as: world.brand)
    #expect(foreign.problem == "invalid-reference")
  }

  @Test func `every kind of record that is told of can be named`() {
    #expect(Set(Endpoint.Scope.allKinds) == Set(RecordKind.allCases.filter(\.hasRows)))
  }

  @Test func `a status names the scope of whom is told less`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let narrow: JSON = ["scope": ["purposes": ["service", "sales"]]]
    let path = "/v1/endpoints/\(fixture.first.endpoint)"
    #expect(try await world.send(.patch, path, narrow, as: world.brand).status == 404)
    #expect(try await world.send(.patch, path, narrow, as: fixture.first.key).status == 200)
    let status = try await world.send(.get, "/v1/status/endpoints", as: fixture.first.key)
    #expect(status.items.compactMap { $0["scope"] } == [["purposes": ["service", "sales"]]])
  }
}
