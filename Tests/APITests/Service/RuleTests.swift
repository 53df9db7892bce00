@testable import API
import Domain
import Testing
import Wire

/// What rules may say, and what is said of them.
@Suite struct RuleTests {
  private func rule(_ fixture: TwoPartners, _ seenBy: JSON) -> JSON {
    .brandRule("r9", fixture).setting(["seen_by"], to: seenBy)
  }

  @Test func `every selector is kept as it was given`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let seen: JSON = [
      "departments": [], "single_departments": [.string(fixture.department)], "contacts": [],
      "positions": ["经理", "Manager"],
    ]
    let seenBy: JSON = [
      "enterprise": false, "partners": [], "groups": [],
      "single_groups": [.string(fixture.group)], "kinds": ["dealer", "outlet"],
      "tiers": [["chain": .string(fixture.chain), "tier": 2]],
      "subtrees": [.string(fixture.first.id)],
    ]
    let rule = self.rule(fixture, seenBy).setting(["seen"], to: seen)
    let made = try await world.send(.post, "/v1/rules", rule, as: world.brand)
    #expect(made.status == 201, "\(made.json)")
    #expect(made.json["seen"] == seen)
    #expect(made.json["seen_by"] == seenBy)
    let path = "/v1/rules/\(made.json["id"]?.string ?? "")"
    let read = try await world.send(.get, path, as: world.brand)
    #expect(read.json["seen"] == seen)
    let patched = try await world.send(
      .patch, path, ["seen_by": ["kinds": ["supplier"]]], as: world.brand)
    #expect(patched.json["seen_by"]?["kinds"] == ["supplier"])
    #expect(patched.json["seen_by"]?["tiers"] == seenBy["tiers"])
  }

  @Test func `a selector that names nobody is taken with a warning in that answer alone`()
    async throws
  {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let empty = try await world.create(
      "groups", ["chain": .string(fixture.chain), "code": "empty", "name": "Empty"]
    ).id
    let seenBy: JSON = [
      "groups": [.string(fixture.group), .string(empty)],
      "tiers": [["chain": .string(fixture.chain), "tier": 7]],
    ]
    let made = try await world.send(.post, "/v1/rules", rule(fixture, seenBy), as: world.brand)
    #expect(made.status == 201)
    let pointers = made.json["warnings"]?.array?.map { $0["pointer"]?.string }
    #expect(pointers == ["/seen_by/groups/1", "/seen_by/tiers/0"])
    let path = "/v1/rules/\(made.json["id"]?.string ?? "")"
    #expect(try await world.send(.get, path, as: world.brand).json["warnings"] == nil)
    let patched = try await world.send(
      .patch, path, ["seen_by": ["groups": [.string(fixture.group)]]], as: world.brand)
    let left = patched.json["warnings"]?.array?.map { $0["pointer"]?.string }
    #expect(left == ["/seen_by/tiers/0"])
    let name = try await world.send(.patch, path, ["code": "r10"], as: world.brand)
    #expect(name.json["warnings"] == nil)
  }

  @Test(arguments: [0, 33, 1.5, "2"] as [JSON])
  func `a tier out of the depths that trees have is pointed at`(tier: JSON) async throws {
    let fixture = try await TwoPartners()
    let seenBy: JSON = ["tiers": [["chain": .string(fixture.chain), "tier": tier]]]
    let answer = try await fixture.world.send(
      .post, "/v1/rules", rule(fixture, seenBy), as: fixture.world.brand)
    #expect(answer.problem == "invalid-request")
    #expect(answer.pointers == ["/seen_by/tiers/0/tier"])
  }

  @Test func `a rule is for service until it says another purpose`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let path = "/v1/rules/\(fixture.rule)"
    let before = try await world.send(.get, path, as: world.brand)
    #expect(before.json["purpose"] == "service")
    let patched = try await world.send(
      .patch, path, ["purpose": "after_sales"], as: world.brand,
      fields: [.contentType: "application/merge-patch+json"])
    #expect(patched.status == 200, "\(patched.json)")
    #expect(patched.json["purpose"] == "after_sales")
    let other = try await world.send(.patch, path, ["code": "r11"], as: world.brand)
    #expect(other.json["purpose"] == "after_sales")
    let rule = JSON.brandRule("r9", fixture).setting(["purpose"], to: "compliance")
    let made = try await world.send(.post, "/v1/rules", rule, as: world.brand)
    #expect(made.status == 201, "\(made.json)")
    #expect(made.json["purpose"] == "compliance")
  }

  @Test(arguments: ["marketing", "After_Sales", "", nil, 2, ["sales"]] as [JSON])
  func `a purpose that is not on the list is pointed at with the list`(
    purpose: JSON
  ) async throws {
    let fixture = try await TwoPartners()
    let rule = JSON.brandRule("r9", fixture).setting(["purpose"], to: purpose)
    let answer = try await fixture.world.send(.post, "/v1/rules", rule, as: fixture.world.brand)
    #expect(answer.problem == "invalid-request")
    #expect(answer.pointers == ["/purpose"])
    let detail = answer.json["errors"]?.array?.first?["detail"]?.string ?? ""
    #expect(Purpose.allCases.allSatisfy { detail.contains("\"\($0.name)\"") }, "\(detail)")
  }

  @Test func `a position and a single department show themselves in lists`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let below = try await world.create(
      "departments", ["code": "below", "name": "Below", "parent": .string(fixture.department)])
    let clerk = try await world.create(
      "contacts",
      [
        "code": "clerk", "name": "Clerk of Acme",
        "departments": [["department": .string(below.id), "position": "Clerk"]],
      ])
    let path = "/v1/rules/\(fixture.rule)"
    let brand = try await world.send(.get, "/v1/enterprise", as: fixture.first.key).id
    let query = "?organization=\(brand)"
    func names(_ collection: String) async throws -> [String] {
      try await world.send(.get, "/v1/\(collection)\(query)", as: fixture.first.key).texts("name")
    }
    let alone = try await world.send(
      .patch, path,
      ["seen": ["departments": [], "single_departments": [.string(fixture.department)]]],
      as: world.brand)
    #expect(alone.status == 200, "\(alone.json)")
    #expect(try await names("departments") == ["Buying"])
    #expect(try await names("contacts") == ["Bob of Acme"])
    let byPosition = try await world.send(
      .patch, path, ["seen": ["single_departments": [], "positions": ["Clerk"]]], as: world.brand)
    #expect(byPosition.status == 200, "\(byPosition.json)")
    #expect(try await names("departments") == [])
    #expect(try await names("contacts") == ["Clerk of Acme"])
    #expect(!clerk.id.isEmpty)
  }

  @Test(
    arguments: [
      ["kinds": ["dealer"]], ["tiers": [["chain": "chn_0", "tier": 1]]], ["single_groups": ["x"]],
      ["subtrees": ["org_0"]],
    ] as [JSON])
  func `a partner's rule names no kind, tier, group or other subtree`(seenBy: JSON) async throws {
    let fixture = try await TwoPartners()
    let rule = JSON.rule("up", seen: fixture.first.department).setting(["seen_by"], to: seenBy)
    let answer = try await fixture.world.send(.post, "/v1/rules", rule, as: fixture.first.key)
    #expect(answer.status == 422)
    let pointer = answer.json["errors"]?.array?.first?["pointer"]?.string
    #expect(pointer == "/seen_by/\(seenBy.object?.names.first ?? "")")
  }
}
