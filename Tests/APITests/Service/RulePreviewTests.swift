import Testing
import Wire

/// What a change of rules would do, counted before it is done, and put aside where it is too much.
@Suite struct RulePreviewTests {
  private let world: World
  private let partners: [String]
  private let rule: String
  private let department: String
  private let staff: [String]

  /// Two dealers see a department of 120 people by one rule each; nobody has an own directory.
  init() async throws {
    let world = try World()
    self.world = world
    department = try await world.create("departments", ["code": "sales", "name": "Sales"]).id
    let people: [JSON] = (0..<120).map { [department] number in
      [
        "method": "POST", "path": "/v1/contacts",
        "body": [
          "code": .string("c\(number)"), "name": .string("N\(number)"),
          "departments": [["department": .string(department)]],
        ],
      ]
    }
    let answer = try await world.send(
      .post, "/v1/batch", ["commands": .array(people)], as: world.brand)
    staff = (answer.json["results"]?.array ?? []).compactMap { $0["body"]?["id"]?.string }
    var partners: [String] = []
    for code in ["north", "south"] {
      let id = try await world.create(
        "partners", ["code": .string(code), "name": "Dealer", "kind": "dealer"]
      ).id
      _ = try await world.send(.post, "/v1/partners/\(id)/activate", as: world.brand)
      partners.append(id)
    }
    self.partners = partners
    rule = try await world.create("rules", Self.rule("all", [department], partners)).id
  }

  private static func rule(
    _ code: String, _ departments: [String], _ partners: [String], effect: String = "allow"
  ) -> JSON {
    [
      "code": .string(code), "effect": .string(effect),
      "seen": ["departments": .array(departments.map { .string($0) })],
      "seen_by": ["partners": .array(partners.map { .string($0) })],
      "fields": ["classes": ["public": .string(effect == "allow" ? "clear" : "hidden")]],
    ]
  }

  private func send(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, as key: String? = nil
  ) async throws -> Reaction {
    try await world.send(method, path, body, as: key ?? world.brand)
  }

  private func settle(_ id: String, _ word: String) async throws -> Reaction {
    try await send(.post, "/v1/staged-changes/\(id)/\(word)")
  }

  private func seers() async throws -> [JSON]? {
    try await send(.get, "/v1/rules/\(rule)").json["seen_by"]?["partners"]?.array
  }

  @Test func `a preview of a new rule counts who would see what, and changes nothing`() async throws
  {
    let outlet = try await world.create(
      "partners", ["code": "shop", "name": "Shop", "kind": "outlet"]
    ).id
    _ = try await send(.post, "/v1/partners/\(outlet)/activate")
    let preview = try await send(
      .post, "/v1/rules?preview=true", Self.rule("more", [department], [outlet]))
    #expect(preview.status == 200)
    #expect(preview.json["preview"] == true)
    #expect(preview.json["needs_approval"] == false)
    #expect(preview.json["records"]?["appear"] == ["contacts": 120, "departments": 1])
    #expect(preview.json["parties"] == ["appear": 1, "disappear": 0, "change": 0])
    let party = preview.json["by_party"]?.array?.first
    #expect(party?["party"] == .string(outlet))
    #expect(party?["code"] == "shop")
    let sample = party?["sample"]?["appear"]?.array ?? []
    #expect(sample.count == 3)
    #expect(sample.allSatisfy { $0["name"]?.string?.isEmpty == false })
    #expect(try await send(.get, "/v1/rules").items.count == 1)
  }

  @Test func `a preview tells a mistake as the change itself would`() async throws {
    let preview = try await send(
      .post, "/v1/rules?preview=true", Self.rule("all", [department], partners))
    #expect(preview.problem == "already-exists")
    let unknown = try await send(.delete, "/v1/rules/rul_0?preview=true")
    #expect(unknown.status == 404)
    let twice = try await send(.delete, "/v1/rules/\(rule)?preview=perhaps")
    #expect(twice.problem == "invalid-request")
  }

  @Test func `a change that takes little away is done at once`() async throws {
    let person = try #require(staff.first)
    let deny: JSON = [
      "code": "not-him", "effect": "deny", "seen": ["contacts": [.string(person)]],
      "seen_by": ["partners": .array(partners.map { .string($0) })],
      "fields": ["classes": ["public": "hidden", "business": "hidden", "personal": "hidden"]],
    ]
    #expect(try await send(.post, "/v1/rules", deny).status == 201)
  }

  @Test func `what would withdraw too much waits for a person and is staged once`() async throws {
    let patch: JSON = ["seen_by": ["partners": [.string(partners[0])]]]
    let preview = try await send(.patch, "/v1/rules/\(rule)?preview=true", patch)
    #expect(preview.json["needs_approval"] == true)
    #expect(preview.json["withdrawals"] == ["count": 121, "limit": 100])
    let staged = try await send(.patch, "/v1/rules/\(rule)", patch)
    #expect(staged.status == 202)
    #expect(staged.json["action"] == "change_rule")
    #expect(staged.json["records"] == 121)
    #expect(staged.json["withdrawals"]?["parties"] == 1)
    #expect(
      staged.json["withdrawals"]?["most"] == [["party": .string(partners[1]), "count": 121]])
    #expect(try await send(.patch, "/v1/rules/\(rule)", patch).id == staged.id)
    #expect(try await seers()?.count == 2)
    let allowed = try await settle(staged.id, "allow")
    #expect(allowed.status == 200)
    #expect(allowed.json["state"] == "allowed")
    #expect(try await seers() == [.string(partners[0])])
    #expect(try await settle(staged.id, "allow").problem == "wrong-state")
  }

  @Test func `removing a rule and denying all of it wait too, and rejecting leaves all as it was`()
    async throws
  {
    let removal = try await send(.delete, "/v1/rules/\(rule)")
    #expect(removal.status == 202)
    #expect(removal.json["action"] == "remove_rule")
    let denial = try await send(
      .post, "/v1/rules",
      [
        "code": "none", "effect": "deny", "seen": ["departments": [.string(department)]],
        "seen_by": ["kinds": ["dealer"]],
        "fields": ["classes": ["public": "hidden", "business": "hidden", "personal": "hidden"]],
      ])
    #expect(denial.status == 202)
    #expect(denial.json["action"] == "create_rule")
    #expect(denial.json["withdrawals"]?["count"] == 242)
    for staged in [removal, denial] {
      #expect(try await settle(staged.id, "reject").json["state"] == "rejected")
    }
    #expect(try await send(.get, "/v1/rules").items.count == 1)
    #expect(try await send(.delete, "/v1/rules/\(rule)").status == 202)
  }

  @Test func `on another structure it is counted anew, and goes ahead only with the same numbers`()
    async throws
  {
    let staged = try await send(.delete, "/v1/rules/\(rule)")
    _ = try await world.create("departments", ["code": "other", "name": "Other"])
    // What is seen by nobody changes no number.
    #expect(try await settle(staged.id, "allow").status == 200)
    let again = try await send(.post, "/v1/rules", Self.rule("again", [department], partners))
    let second = try await send(.delete, "/v1/rules/\(again.id)")
    _ = try await world.create(
      "departments", ["code": "below", "name": "Below", "parent": .string(department)])
    let recounted = try await settle(second.id, "allow")
    #expect(recounted.status == 202)
    #expect(recounted.json["state"] == "staged")
    #expect(recounted.json["records"] == 122)
    #expect(try await settle(second.id, "allow").status == 200)
    #expect(try await send(.get, "/v1/rules").items.isEmpty)
  }

  @Test func `a rule that was changed since is not touched`() async throws {
    let staged = try await send(.delete, "/v1/rules/\(rule)")
    _ = try await send(.patch, "/v1/rules/\(rule)", ["code": "renamed"])
    let answer = try await settle(staged.id, "allow")
    #expect(answer.problem == "wrong-state")
    #expect(try await send(.get, "/v1/rules/\(rule)").status == 200)
    #expect(try await settle(staged.id, "reject").status == 200)
  }

  @Test func `a repeat under the same key is answered as the first was`() async throws {
    let fields: HTTPFields = ["idempotency-key": "k-1"]
    let first = try await world.send(
      .delete, "/v1/rules/\(rule)", as: world.brand, fields: fields)
    #expect(first.status == 202)
    let second = try await world.send(
      .delete, "/v1/rules/\(rule)", as: world.brand, fields: fields)
    #expect(second.status == 202)
    #expect(second.isReplayed)
    #expect(second.id == first.id)
    _ = try await settle(first.id, "allow")
    let third = try await world.send(
      .delete, "/v1/rules/\(rule)", as: world.brand, fields: fields)
    #expect(third.status == 202)
    #expect(third.id == first.id)
  }

  @Test func `in a batch it waits while the others go ahead in their order`() async throws {
    let commands: [JSON] = [
      ["method": "POST", "path": "/v1/departments", "body": ["code": "a", "name": "A"]],
      ["method": "DELETE", "path": .string("/v1/rules/\(rule)")],
      ["method": "POST", "path": "/v1/departments", "body": ["code": "b", "name": "B"]],
      ["method": "DELETE", "path": .string("/v1/rules/\(rule)?preview=true")],
    ]
    let answer = try await send(.post, "/v1/batch", ["commands": .array(commands)])
    let results = answer.json["results"]?.array ?? []
    #expect(results.map { $0["status"]?.integer } == [201, 202, 201, 422])
    #expect(try await seers()?.count == 2)
  }

  @Test func `a partner is told of those that its rule names and of no totals`() async throws {
    let fixture = try await TwoPartners()
    let key = fixture.first.key
    let own = try await fixture.world.send(.get, "/v1/partners", as: key).items.first?["id"]
    let rule: JSON = [
      "code": "up", "effect": "allow", "seen": ["departments": [.string(fixture.first.department)]],
      "seen_by": ["enterprise": true, "subtrees": .array([own ?? .null])],
      "fields": ["classes": ["public": "clear", "business": "clear"]],
    ]
    let preview = try await fixture.world.send(
      .post, "/v1/rules?preview=true", rule, as: key)
    #expect(preview.status == 200)
    #expect(preview.json["parties"] == nil)
    #expect(preview.json["withdrawals"] == nil)
    #expect(preview.json["by_party"]?.array?.count == 1)
    #expect(preview.json["by_party"]?.array?.first?["code"] == nil)
  }
}
