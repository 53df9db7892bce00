import Domain
import Testing
import Wire

/// What one party may not know shows nowhere in what it is answered.
@Suite struct DisclosureTests {
  private static let readable = [
    "enterprise", "chains", "partners", "departments", "contacts", "rules", "endpoints", "keys",
    "status", "status/endpoints",
  ]

  @Test func `nothing of one partner shows to another`() async throws {
    let fixture = try await TwoPartners()
    var text = ""
    for collection in Self.readable {
      text += try await fixture.read("/v1/\(collection)", as: fixture.second.key)
    }
    text += try await fixture.read(
      "/v1/groups?chain=\(fixture.chainOfSecond())", as: fixture.second.key)
    text += try await fixture.read(
      "/v1/memberships?chain=\(fixture.chainOfSecond())", as: fixture.second.key)
    #expect(text.contains("beta"))
    for canary in ["alpha", "Ann of alpha", "Bob of Acme", "Buying", "to-first", "acme.example"] {
      #expect(!text.contains(canary), "\(canary)")
    }
  }

  @Test func `a partner knows shared records under ids of its own`() async throws {
    let fixture = try await TwoPartners()
    let enterprise = try await fixture.world.send(
      .get, "/v1/enterprise", as: fixture.first.key)
    let list = try await fixture.world.send(
      .get, "/v1/contacts?organization=\(enterprise.id)", as: fixture.first.key)
    #expect(list.texts("name") == ["Bob of Acme"])
    #expect(list.texts("id") != [fixture.contact])
    let row = try #require(list.items.first)
    #expect(row["emails"] == ["a***@partner.example"])
    #expect(row["phones"] == nil)
    #expect(row["custom"] == nil)
    let id = try #require(row["id"]?.string)
    let one = try await fixture.world.send(.get, "/v1/contacts/\(id)", as: fixture.first.key)
    #expect(one.json == row)
    let write = try await fixture.world.send(
      .patch, "/v1/contacts/\(id)", ["name": "Mine"], as: fixture.first.key)
    #expect(write.status == 404)
  }

  @Test func `the enterprise sees a partner's people as far as its rules show them`() async throws {
    let fixture = try await TwoPartners()
    let path = "/v1/contacts?organization=\(fixture.first.id)"
    let list = try await fixture.world.send(.get, path, as: fixture.world.brand)
    #expect(list.texts("name") == ["Ann of alpha"])
    #expect(list.items.first?["phones"] == nil)
    let id = try #require(list.texts("id").first)
    let change: JSON = ["name": "Other"]
    let shown = try await fixture.world.send(
      .patch, "/v1/contacts/\(id)", change, as: fixture.world.brand)
    #expect(shown.problem == "forbidden")
    let gone = try await fixture.world.send(
      .delete, "/v1/rules/\(fixture.first.rule)", as: fixture.first.key)
    #expect(gone.status == 204)
    let read = try await fixture.world.send(.get, "/v1/contacts/\(id)", as: fixture.world.brand)
    #expect(read.status == 404)
    let hidden = try await fixture.world.send(
      .patch, "/v1/contacts/\(id)", change, as: fixture.world.brand)
    #expect(hidden.status == 404)
    #expect(hidden.json == read.json)
  }

  @Test func `a listing ends where what its reader may see has moved`() async throws {
    let fixture = try await TwoPartners()
    for code in ["c1", "c2", "c3"] {
      _ = try await fixture.world.create(
        "contacts", .contact(code, department: fixture.first.department, name: "N"),
        as: fixture.first.key)
    }
    let path = "/v1/contacts?limit=1&organization=\(fixture.first.id)"
    let first = try await fixture.world.send(.get, path, as: fixture.world.brand)
    let next = try #require(first.next)
    let second = try await fixture.world.send(
      .get, path + "&cursor=\(next)", as: fixture.world.brand)
    #expect(second.status == 200)
    #expect(second.texts("id") != first.texts("id"))
    _ = try await fixture.world.send(
      .delete, "/v1/rules/\(fixture.first.rule)", as: fixture.first.key)
    let third = try await fixture.world.send(
      .get, path + "&cursor=\(next)", as: fixture.world.brand)
    #expect(third.problem == "cursor-expired")
  }

  @Test func `a cursor serves the party and the listing that it was given to only`() async throws {
    let fixture = try await TwoPartners()
    _ = try await fixture.world.create("chains", ["code": "z", "name": "Z"])
    let first = try await fixture.world.send(
      .get, "/v1/chains?limit=1", as: fixture.world.brand)
    let next = try #require(first.next)
    for (path, key) in [
      ("/v1/partners", fixture.world.brand), ("/v1/chains", fixture.first.key),
    ] {
      let answer = try await fixture.world.send(.get, path + "?cursor=\(next)", as: key)
      #expect(answer.problem == "invalid-cursor")
    }
  }

  @Test func `ids in a body that are another's, unknown or malformed are answered alike`()
    async throws
  {
    let fixture = try await TwoPartners()
    let second = try fixture.party(fixture.second)
    let foreign = try fixture.foreignID(fixture.department, .department, for: second)
    var answers: Set<JSON> = []
    for id in [foreign, fixture.second.endpoint, "dep_1", fixture.first.department] {
      let body: JSON = .contact("new", department: id, name: "New")
      let answer = try await fixture.world.send(
        .post, "/v1/contacts", body, as: fixture.second.key)
      #expect(answer.problem == "invalid-reference")
      #expect(answer.pointers == ["/departments"])
      answers.insert(answer.json)
    }
    #expect(answers.count == 1)
  }

  @Test func `an organization that a partner does not know is answered like an unknown one`()
    async throws
  {
    let fixture = try await TwoPartners()
    let second = try fixture.party(fixture.second)
    let foreign = try fixture.foreignID(fixture.first.id, .partner, for: second)
    var answers: Set<JSON> = []
    for id in [foreign, "org_\(String(repeating: "7", count: 32))", "x"] {
      for path in ["contacts?organization=", "endpoints?party=", "keys?party="] {
        let answer = try await fixture.world.send(
          .get, "/v1/\(path)\(id)", as: fixture.second.key)
        #expect(answer.problem == "invalid-reference")
        answers.insert(answer.json.without(["errors", "detail"]))
      }
    }
    #expect(answers.count == 1)
  }

  @Test func `structure is the enterprise's to write`() async throws {
    let fixture = try await TwoPartners()
    let chain = try await fixture.chainOfSecond()
    let own = try await fixture.world.send(
      .patch, "/v1/chains/\(chain)", ["name": "Mine"], as: fixture.second.key)
    #expect(own.problem == "forbidden")
    let new = try await fixture.world.send(
      .post, "/v1/chains", ["code": "n", "name": "Mine"], as: fixture.second.key)
    #expect(new.problem == "forbidden")
    for path in ["keys", "endpoints"] {
      var body: JSON = path == "keys" ? ["name": "K"] : .endpoint("k", "k")
      let first = try fixture.foreignID(
        fixture.first.id, .partner, for: fixture.party(fixture.second))
      body = body.setting(["party"], to: .string(first))
      let other = try await fixture.world.send(
        .post, "/v1/\(path)", body, as: fixture.second.key)
      #expect(other.problem == "invalid-reference")
      #expect(other.pointers == ["/party"])
    }
  }
}

extension TwoPartners {
  /// Everything that one party is told at a path, as text, the whole answer included.
  func read(_ path: String, as key: String) async throws -> String {
    let answer = try await world.send(.get, path, as: key)
    #expect(answer.status == 200)
    return "\(answer.json) \(answer.response.fields)"
  }

  /// The chain under the second partner's own id.
  func chainOfSecond() async throws -> String {
    let chains = try await world.send(.get, "/v1/chains", as: second.key)
    return try #require(chains.texts("id").first)
  }
}
