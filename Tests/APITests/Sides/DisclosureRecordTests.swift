import Domain
import Testing
import Wire

/// Who was told a record, as the enterprise reads it.
@Suite struct DisclosureRecordTests {
  @Test func `it says to whom, which classes, since when and until when`() async throws {
    let fixture = try await TwoPartners()
    try await fixture.addDisclosure(of: fixture.contact, .contact, at: "crm")
    try await fixture.addDisclosure(of: fixture.contact, .contact, at: "erp", withdrawn: true)
    let list = try await fixture.world.send(
      .get, "/v1/contacts/\(fixture.contact)/disclosures", as: fixture.world.brand)
    let items = Dictionary(
      uniqueKeysWithValues: list.items.map { ($0["endpoint_code"]?.string ?? "", $0) })
    let crm = try #require(items["crm"])
    #expect(items.count == 2)
    #expect(crm["party"] == .string(fixture.first.id))
    #expect(crm["classes"] == ["public", "personal"])
    #expect(crm["since"]?.string?.hasSuffix("Z") == true)
    #expect(crm["withdrawn_at"] == .null)
    #expect(crm["endpoint_removed"] == false)
    #expect(items["erp"]?["withdrawn_at"]?.string?.hasSuffix("Z") == true)
  }

  @Test func `it outlasts the endpoint and the record`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let endpoint = try await fixture.addDisclosure(of: fixture.contact, .contact, at: "crm")
    let path = "/v1/contacts/\(fixture.contact)"
    let before = try await world.send(.get, path + "/disclosures", as: world.brand)
    for (gone, key) in [
      ("/v1/endpoints/\(endpoint)", fixture.first.key), (path, world.brand),
    ] {
      #expect(try await world.send(.delete, gone, as: key).status == 204)
    }
    #expect(try await world.send(.get, path, as: world.brand).status == 404)
    let after = try await world.send(.get, path + "/disclosures", as: world.brand)
    #expect(after.items.count == 1)
    #expect(after.items.first?["endpoint_removed"] == true)
    let names = ["endpoint_removed"]
    #expect(after.items.map { $0.without(names) } == before.items.map { $0.without(names) })
  }

  @Test func `a partner's key reads none, and learns nothing by asking`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    try await fixture.addDisclosure(of: fixture.contact, .contact, at: "crm")
    let own = try await world.send(
      .get, "/v1/contacts/\(fixture.first.contact)/disclosures", as: fixture.first.key)
    #expect(own.problem == "forbidden")
    let second = try fixture.party(fixture.second)
    let foreign = try fixture.foreignID(fixture.contact, .contact, for: second)
    let unknown = "con_\(String(repeating: "0", count: 32))"
    var answers: Set<JSON> = []
    for id in [foreign, unknown, "x"] {
      let answer = try await world.send(
        .get, "/v1/contacts/\(id)/disclosures", as: fixture.second.key)
      #expect(answer.status == 404)
      answers.insert(answer.json)
    }
    #expect(answers.count == 1)
  }

  @Test func `the enterprise reads none about a partner's people`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let list = try await world.send(
      .get, "/v1/contacts?organization=\(fixture.first.id)", as: world.brand)
    let shown = try #require(list.texts("id").first)
    let answer = try await world.send(
      .get, "/v1/contacts/\(shown)/disclosures", as: world.brand)
    #expect(answer.problem == "forbidden")
    let removed = try await world.send(
      .delete, "/v1/contacts/\(fixture.first.contact)", as: fixture.first.key)
    #expect(removed.status == 204)
    let gone = try await world.send(
      .get, "/v1/contacts/\(shown)/disclosures", as: world.brand)
    #expect(gone.status == 404)
  }
}
