@testable import API
import Testing
import Wire

/// Why a partner sees a record of the enterprise, through the API.
@Suite struct ExplanationTests {
  private let fixture: TwoPartners
  private let world: World

  init() async throws {
    fixture = try await TwoPartners()
    world = fixture.world
  }

  private func explain(_ viewer: String, _ record: String, as key: String? = nil) async throws
    -> Reaction
  {
    try await world.send(
      .get, "/v1/explain/visibility?viewer=\(viewer)&record=\(record)", as: key ?? world.brand)
  }

  private func field(_ name: String, in explanation: JSON) -> JSON? {
    explanation["fields"]?.array?.first { $0["field"]?.string == name }
  }

  @Test func `it names the rules, by what they name both, and what limits each field`() async throws
  {
    let more = try await world.create(
      "rules",
      JSON.brandRule("more", fixture).setting(
        ["fields", "classes"], to: ["public": "clear", "business": "clear", "personal": "clear"]))
    let deny = try await world.create(
      "rules",
      JSON.brandRule("less", fixture).setting(["effect"], to: "deny").setting(
        ["fields", "classes"], to: ["public": "masked", "business": "clear", "personal": "clear"]))
    let answer = try await explain(fixture.first.id, fixture.contact)
    #expect(answer.status == 200)
    #expect(answer.json["visible"] == true)
    #expect(answer.json["standing"] == "ruled")
    let rules = answer.json["rules"]?.array ?? []
    #expect(rules.contains { $0["code"] == "more" && $0["set_aside"] == .null })
    #expect(rules.allSatisfy { $0["names_record"]?.array?.isEmpty == false })
    #expect(rules.allSatisfy { $0["names_viewer"]?.array?.isEmpty == false })
    let name = try #require(field("name", in: answer.json))
    #expect(name["level"] == "masked")
    #expect(name["given"] == "clear")
    #expect(name["limited_by"]?.array == [["rule": .string(deny.id)]])
    let phones = try #require(field("phones", in: answer.json))
    #expect(phones["level"] == "hidden")
    #expect(phones["given_by"]?.array == [.string(more.id)])
    #expect(phones["limited_by"]?.array == [["agreement": .string(fixture.agreement)]])
    let before = try await world.send(
      .get, "/v1/contacts/\(fixture.contact)", as: world.brand)
    #expect(!answer.json.description.contains(before.json["name"]?.string ?? "?"))
  }

  @Test
  func `a rule whose window is not open, or whose purpose is not agreed to, is told to be so`()
    async throws
  {
    _ = try await world.create(
      "rules",
      JSON.brandRule("later", fixture).setting(["window"], to: ["from": "2099-01-01T00:00:00Z"]))
    _ = try await world.create(
      "rules", JSON.brandRule("supply", fixture).setting(["purpose"], to: "supply"))
    let answer = try await explain(fixture.first.id, fixture.contact)
    let rules = answer.json["rules"]?.array ?? []
    let later = try #require(rules.first { $0["code"] == "later" })
    #expect(later["set_aside"] == ["because": "window"])
    let supply = try #require(rules.first { $0["code"] == "supply" })
    #expect(
      supply["set_aside"]
        == ["because": "purpose", "without": [.string(fixture.first.id)]])
  }

  @Test func `it is answered to the enterprise alone, and of records that it knows`() async throws {
    let partner = try await explain(fixture.first.id, fixture.contact, as: fixture.first.key)
    #expect(partner.problem == "forbidden")
    let unknown = try await explain(fixture.first.id, "con_00000000000000000000000000000000")
    #expect(unknown.problem == "invalid-reference")
    let nobody = try await explain("org_00000000000000000000000000000000", fixture.contact)
    #expect(nobody.problem == "invalid-reference")
    let missing = try await world.send(.get, "/v1/explain/visibility", as: world.brand)
    #expect(missing.problem == "invalid-request")
  }

  @Test func `the enterprise sees all of its own records`() async throws {
    let brand = try await world.send(.get, "/v1/enterprise", as: world.brand).id
    let answer = try await explain(brand, fixture.contact)
    #expect(answer.json["standing"] == "own")
    #expect(answer.json["fields"]?.array?.allSatisfy { $0["level"] == "clear" } == true)
  }
}

/// Why an endpoint got a change of a record of the enterprise, through the API.
@Suite struct ChangeExplanationTests {
  private let fixture: TwoPartners
  private let world: World

  init() async throws {
    fixture = try await TwoPartners()
    world = fixture.world
  }

  private func explain(_ more: String = "", as key: String? = nil) async throws -> Reaction {
    let hook = try await world.send(.get, "/v1/endpoints", as: world.brand)
    let endpoint = hook.items.first?["id"]?.string ?? fixture.endpoint
    return try await world.send(
      .get, "/v1/explain/change?endpoint=\(endpoint)&record=\(fixture.contact)\(more)",
      as: key ?? world.brand)
  }

  @Test func `it tells what the newest change of the record was, and what it came to`() async throws
  {
    _ = try await world.send(
      .patch, "/v1/contacts/\(fixture.contact)", ["name": "Robert of Acme"], as: world.brand)
    let answer = try await explain()
    #expect(answer.status == 200)
    #expect(answer.json["command"] == "contact.change")
    #expect(answer.json["cause"] == "record")
    #expect(answer.json["difference"] == ["what": "changed", "members": ["name"]])
    #expect(answer.json["since"] == ["what": "none"])
    #expect(answer.json["outcome"] == "due")
    #expect(!answer.json.description.contains("Robert"))
    let position = try #require(answer.json["position"]?.integer)
    let before = try await explain("&position=\(position - 1)")
    #expect(before.json["since"]?["what"] == "changed")
  }

  @Test func `it is answered to the enterprise alone, and about entries that are there`()
    async throws
  {
    #expect(try await explain(as: fixture.first.key).problem == "forbidden")
    let later = try await explain("&position=100000")
    #expect(later.problem == "invalid-reference")
    let missing = try await world.send(.get, "/v1/explain/change", as: world.brand)
    #expect(missing.problem == "invalid-request")
  }
}
