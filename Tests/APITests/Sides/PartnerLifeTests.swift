import Domain
import Testing
import Wire

/// What a partner's state means for its keys.
@Suite struct PartnerLifeTests {
  @Test func `a suspended partner is told only that it is, until it is resumed`() async throws {
    let fixture = try await TwoPartners()
    try await move(fixture, "suspend")
    for (method, path) in [(HTTPMethod.get, "/v1/contacts"), (.post, "/v1/chains")] {
      let answer = try await fixture.world.send(method, path, as: fixture.first.key)
      #expect(answer.status == 403)
      #expect(answer.problem == "partner-suspended")
    }
    try await move(fixture, "resume")
    let answer = try await fixture.world.send(.get, "/v1/contacts", as: fixture.first.key)
    #expect(answer.texts("name") == ["Ann of alpha"])
  }

  @Test func `a terminated partner's keys are like unknown ones`() async throws {
    let fixture = try await TwoPartners()
    let unknown = try await fixture.world.send(.get, "/v1/contacts", as: "weir_x")
    try await move(fixture, "terminate")
    let answer = try await fixture.world.send(.get, "/v1/contacts", as: fixture.first.key)
    #expect(answer.status == 401)
    #expect(answer.json == unknown.json)
    let again = try await fixture.world.send(
      .post, "/v1/partners/\(fixture.first.id)/suspend", as: fixture.world.brand)
    #expect(again.problem == "wrong-state")
  }

  @Test func `a pending partner sees its own side only`() async throws {
    let world = try World()
    let partner: JSON = ["code": "new", "name": "New", "kind": "dealer"]
    let id = try await world.create("partners", partner).id
    let created = try await world.create("keys", ["name": "K", "party": .string(id)])
    let key = try #require(created.json["key"]?.string)
    let department = try await world.create("departments", ["code": "d", "name": "D"], as: key)
    let read = try await world.send(.get, "/v1/departments/\(department.id)", as: key)
    #expect(read.json == department.json)
    let shown = try await world.create("departments", ["code": "b", "name": "Brand"])
    _ = try await world.create(
      "rules",
      [
        "code": "r", "effect": "allow", "seen": ["departments": [.string(shown.id)]],
        "seen_by": ["partners": [.string(id)]], "fields": ["classes": ["public": "clear"]],
      ])
    let enterprise = try await world.send(.get, "/v1/enterprise", as: key)
    let list = try await world.send(
      .get, "/v1/departments?organization=\(enterprise.id)", as: key)
    #expect(list.items.isEmpty)
    _ = try await world.send(.post, "/v1/partners/\(id)/activate", as: world.brand)
    let later = try await world.send(
      .get, "/v1/departments?organization=\(enterprise.id)", as: key)
    #expect(later.texts("name") == ["Brand"])
  }

  @Test func `what becomes of memberships below is asked for`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let below = try await world.send(
      .patch, "/v1/memberships/\(fixture.second.membership)",
      ["parent": .string(fixture.first.membership)], as: world.brand)
    #expect(below.json["parent"] == .string(fixture.first.membership))
    let path = "/v1/memberships/\(fixture.first.membership)"
    let open = try await world.send(.delete, path, as: world.brand)
    #expect(open.problem == "in-use")
    #expect(open.pointers == ["/children"])
    let odd = try await world.send(.delete, path + "?children=sell&to=x", as: world.brand)
    #expect(Set(odd.pointers) == ["children", "to"])
    let terminated = try await world.send(
      .post, "/v1/partners/\(fixture.first.id)/terminate", ["children": ["move": nil]],
      as: world.brand)
    #expect(terminated.json["state"] == "terminated")
    let left = try await world.send(
      .get, "/v1/memberships/\(fixture.second.membership)", as: world.brand)
    #expect(left.json["parent"] == .null)
    let ended = try await world.send(
      .delete, "/v1/memberships/\(fixture.second.membership)?children=end", as: world.brand)
    #expect(ended.status == 204)
  }

  private func move(_ fixture: TwoPartners, _ transition: String) async throws {
    let path = "/v1/partners/\(fixture.first.id)/\(transition)"
    let answer = try await fixture.world.send(.post, path, as: fixture.world.brand)
    #expect(answer.status == 200, "\(answer.json)")
  }

  @Test func `a partner lists whom its rules may name, and nobody beside it`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let third = try await PartnerSide.make(
      "gamma", in: world, chain: fixture.chain, group: fixture.group)
    let alone = try await world.send(.get, "/v1/partners", as: fixture.second.key)
    #expect(alone.texts("code") == ["beta"])
    for side in [fixture.second, third] {
      let moved = try await world.send(
        .patch, "/v1/memberships/\(side.membership)",
        ["parent": .string(fixture.first.membership)], as: world.brand)
      #expect(moved.status == 200)
    }
    let above = try await world.send(.get, "/v1/partners", as: fixture.first.key)
    #expect(above.texts("code") == ["alpha", "beta", "gamma"])
    let below = try await world.send(.get, "/v1/partners", as: fixture.second.key)
    #expect(below.texts("code") == ["alpha", "beta"])
    #expect(below.items.map { $0["state"] } == [nil, "active"])
    let parent = try #require(below.texts("id").first)
    #expect(parent != fixture.first.id)
    let rule = JSON.rule("up", seen: fixture.second.department)
      .setting(["seen_by"], to: ["partners": [.string(parent)]])
    _ = try await world.create("rules", rule, as: fixture.second.key)
    let sibling = try fixture.foreignID(third.id, .partner, for: fixture.party(fixture.second))
    let beside = try await world.send(
      .post, "/v1/rules",
      rule.setting(["code"], to: "beside").setting(
        ["seen_by"], to: ["partners": [.string(sibling)]]), as: fixture.second.key)
    #expect(beside.problem == "invalid-reference")
  }
}
