@testable import API
import Testing
import Wire

/// What the enterprise and a partner agree to, and what follows for both.
@Suite struct AgreementTests {
  private let fixture: TwoPartners
  private let world: World
  private let path: String
  private let ownPath: String
  private let brandID: String

  init() async throws {
    fixture = try await TwoPartners()
    world = fixture.world
    path = "/v1/agreements/\(fixture.agreement)"
    ownPath = "/v1/agreements/\(fixture.ownAgreement)"
    brandID = try await world.send(.get, "/v1/enterprise", as: fixture.first.key).id
    // As much as can be, so that the agreement decides.
    let rule = JSON.brandRule("more", fixture).setting(
      ["fields", "classes"], to: ["public": "clear", "business": "clear", "personal": "clear"])
    _ = try await world.create("rules", rule)
  }

  /// What the first partner sees of the enterprise's one contact.
  private func contact() async throws -> JSON? {
    let list = try await world.send(
      .get, "/v1/contacts?organization=\(brandID)", as: fixture.first.key)
    return list.items.first
  }

  private func change(_ patch: JSON) async throws -> Reaction {
    try await world.send(.patch, path, patch, as: world.brand)
  }

  private func accept(_ version: JSON, as key: String? = nil) async throws -> Reaction {
    try await world.send(
      .post, "\(ownPath)/accept", ["version": version], as: key ?? fixture.first.key)
  }

  @Test func `both sides read the terms in force and the offer`() async throws {
    let brand = try await world.send(.get, path, as: world.brand)
    let partner = try await world.send(.get, ownPath, as: fixture.first.key)
    for one in [brand, partner] {
      #expect(one.json["version"] == 2)
      #expect(one.json["purposes"] == ["service"])
      #expect(
        one.json["ceiling"] == [
          "classes": ["public": "clear", "business": "clear", "personal": "hidden"], "fields": [:],
        ])
      #expect(one.json["offer"]?["version"] == 2)
      #expect(one.json["offer"]?["purposes"] == ["service", "sales"])
    }
    #expect(brand.json["partner"] == .string(fixture.first.id))
    let listed = try await world.send(.get, "/v1/agreements", as: fixture.first.key)
    #expect(listed.items == [partner.json])
    let others = try await world.send(.get, "/v1/agreements", as: fixture.second.key)
    #expect(others.items == [])
    let whole = try await world.send(.get, "/v1/agreements", as: world.brand)
    #expect(whole.items == [brand.json])
  }

  @Test func `personal fields are shown once the partner has accepted them, and not before`()
    async throws
  {
    #expect(try await contact()?["emails"] != nil)
    #expect(try await contact()?["phones"] == nil)
    let wider = try await change(["ceiling": ["classes": ["personal": "masked"]]])
    #expect(wider.json["version"] == 3)
    #expect(wider.json["ceiling"]?["classes"]?["personal"] == "hidden")
    #expect(wider.json["offer"]?["ceiling"]?["classes"]?["personal"] == "masked")
    // The new offer stands in the place of the older one.
    #expect(wider.json["offer"]?["purposes"] == ["service"])
    #expect(try await contact()?["phones"] == nil)
    let stale = try await accept(2)
    #expect(stale.problem == "wrong-state")
    #expect(stale.pointers == ["/version"])
    #expect(stale.json["detail"]?.string?.contains("version 3 does") == true)
    let accepted = try await accept(3)
    #expect(accepted.status == 200)
    #expect(accepted.json["offer"] == .null)
    #expect(accepted.json["version"] == 3)
    let phone = try #require(try await contact()?["phones"]?.array?.first?.string)
    #expect(phone.contains("*"))
    let narrower = try await change(["ceiling": ["fields": ["emails": "hidden"]]])
    #expect(narrower.json["offer"] == .null)
    #expect(try await contact()?["emails"] == nil)
    #expect(try await contact()?["name"] != nil)
  }

  @Test func `without a purpose in common a rule gives nothing, and the answer warns of it`()
    async throws
  {
    let changed = try await change(["purposes": ["sales"]])
    #expect(changed.json["purposes"] == [])
    #expect(changed.json["warnings"]?.array?.first?["pointer"] == "/purposes")
    #expect(try await contact() == nil)
    #expect(try await world.send(.get, path, as: world.brand).json["warnings"] == nil)
    _ = try await accept(3)
    #expect(try await contact() == nil)
    let rule = try await world.send(
      .patch, "/v1/rules/\(fixture.rule)", ["purpose": "sales"], as: world.brand)
    #expect(rule.json["warnings"]?.array == nil)
    #expect(try await contact()?["name"] != nil)
  }

  @Test func `the enterprise answers no offer, and is told what to do`() async throws {
    for word in ["accept", "decline"] {
      let answer = try await world.send(
        .post, "\(path)/\(word)", ["version": 2], as: world.brand)
      #expect(answer.status == 403)
      #expect(answer.json["detail"]?.string?.contains("with a key of its own") == true)
    }
    #expect(try await accept(2, as: fixture.second.key).status == 404)
    let own = try await world.send(
      .patch, ownPath, ["purposes": ["service"]], as: fixture.first.key)
    #expect(own.status == 403)
  }

  @Test func `a declined offer is gone`() async throws {
    let declined = try await world.send(
      .post, "\(ownPath)/decline", ["version": 2], as: fixture.first.key)
    #expect(declined.json["offer"] == .null)
    #expect(declined.json["purposes"] == ["service"])
    #expect(try await accept(2).problem == "wrong-state")
  }

  @Test func `a rule beyond agreements is taken, with what it does not do and why`() async throws {
    let rule = JSON.brandRule("r9", fixture)
      .setting(
        ["fields"],
        to: [
          "classes": ["public": "clear", "personal": "masked"], "fields": ["last_day": "clear"],
        ]
      )
      .setting(["purpose"], to: "supply")
    let made = try await world.send(.post, "/v1/rules", rule, as: world.brand)
    #expect(made.status == 201)
    let warnings = made.json["warnings"]?.array ?? []
    #expect(
      warnings.map { $0["pointer"] } == [
        "/purpose", "/fields/classes/personal", "/fields/fields/last_day",
      ])
    let texts = warnings.compactMap { $0["detail"]?.string }
    #expect(texts.allSatisfy { $0.contains("agreement with 1 partner") })
    #expect(texts.allSatisfy { $0.contains("PATCH /v1/agreements/{id}") })
    // Of a change what it says anew.
    let rulePath = "/v1/rules/\(made.json["id"]?.string ?? "")"
    let named = try await world.send(.patch, rulePath, ["code": "r10"], as: world.brand)
    #expect(named.json["warnings"] == nil)
    let mended = try await world.send(
      .patch, rulePath,
      [
        "purpose": "service",
        "fields": ["classes": ["personal": nil], "fields": ["last_day": nil]],
      ],
      as: world.brand)
    #expect(mended.status == 200, "\(mended.json)")
    #expect(mended.json["warnings"] == nil)
  }

  @Test func `a partner is warned of its own agreement alone`() async throws {
    let rule = JSON.rule("up", seen: fixture.first.department)
      .setting(["fields", "classes", "personal"], to: "clear")
    let made = try await world.send(.post, "/v1/rules", rule, as: fixture.first.key)
    let warning = made.json["warnings"]?.array?.first
    #expect(warning?["pointer"] == "/fields/classes/personal")
    #expect(warning?["detail"]?.string?.contains("ask the enterprise") == true)
    let other = JSON.rule("up", seen: fixture.second.department)
      .setting(["fields", "classes", "personal"], to: "clear")
    let free = try await world.send(.post, "/v1/rules", other, as: fixture.second.key)
    #expect(free.json["warnings"] == nil)
  }

  @Test func `a partner has one agreement`() async throws {
    let again = try await world.send(
      .post, "/v1/agreements", .agreement(with: fixture.first.id), as: world.brand)
    #expect(again.problem == "already-exists")
    #expect(again.pointers == ["/partner"])
    let gone = try await world.send(.delete, path, as: world.brand)
    #expect(gone.problem == "method-not-allowed")
  }

  @Test func `a term is shown with its phase, narrowed at once and widened by an offer`()
    async throws
  {
    let far = "2099-12-31T16:00:00Z"
    let narrower = try await change(["term": ["until": .string(far)]])
    #expect(narrower.status == 200)
    #expect(narrower.json["term"] == ["from": nil, "until": .string(far)])
    #expect(narrower.json["phase"] == "open")
    #expect(narrower.json["offer"] == .null)
    #expect(try await contact() != nil)
    let waiting = try await change(["term": ["from": "2098-12-31T16:00:00Z"]])
    #expect(waiting.json["phase"] == "waiting")
    #expect(waiting.json["term"]?["until"] == .string(far))
    #expect(try await contact() == nil)
    let wider = try await change(["term": nil])
    #expect(wider.json["offer"]?["term"] == .null)
    #expect(wider.json["phase"] == "waiting")
    let version = try #require(wider.json["version"])
    let accepted = try await accept(version)
    #expect(accepted.json["phase"] == "open")
    #expect(accepted.json["term"] == .null)
    #expect(try await contact() != nil)
  }

  @Test func `a term that cannot be is refused by its pointer`() async throws {
    let over = try await change(["term": ["until": "2001-01-01T00:00:00Z"]])
    #expect(over.status == 422)
    #expect(over.pointers == ["/term/until"])
    let backwards = try await change(
      ["term": ["from": "2099-01-01T00:00:00Z", "until": "2098-01-01T00:00:00Z"]])
    #expect(backwards.pointers == ["/term/until"])
    let unknown = try await change(["term": ["to": "2098-01-01T00:00:00Z"]])
    #expect(unknown.pointers.first == "/term/to")
  }

  @Test func `terms for another time warn that nothing is in force until they are accepted`()
    async throws
  {
    _ = try await change(["term": ["until": "2098-01-01T00:00:00Z"]])
    let later = try await change(
      ["term": ["from": "2098-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"]])
    #expect(later.json["purposes"] == [])
    let warnings = later.json["warnings"]?.array ?? []
    #expect(warnings.compactMap { $0["pointer"]?.string } == ["/term"])
  }

}
