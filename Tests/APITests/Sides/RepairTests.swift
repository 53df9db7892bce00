import Crypto
import Delivery
import Domain
import Testing
import Views
import Wire

@Suite struct RepairTests {
  private func path(_ endpoint: String) -> String { "/v1/endpoints/\(endpoint)/repair" }

  @Test func `what is visible is told, what was told withdrawn, and the rest said`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let party = try fixture.party(fixture.first)
    let ids = try fixture.ids(of: party)
    // An endpoint that was told a contact of which a rule shows nothing any more.
    let endpoint = try await fixture.addDisclosure(of: fixture.contact, .contact, at: "told")
    let gone = try await world.send(.delete, "/v1/rules/\(fixture.rule)", as: world.brand)
    #expect(gone.status == 204)
    let hidden = try fixture.foreignID(fixture.contact, .contact, for: party)
    let unknown = "con_" + String(repeating: "5", count: 32)
    let answer = try await world.send(
      .post, path(endpoint),
      ["records": [.string(fixture.first.contact), .string(hidden), .string(unknown)]],
      as: fixture.first.key)
    #expect(answer.status == 202)
    #expect(answer.json["telling"] == 1)
    #expect(answer.json["withdrawing"] == 1)
    #expect(answer.json["not_told"] == [.string(unknown)])
    let repair = try #require(world.delivery.repairs.first)
    #expect(repair.endpoint == EndpointID(try fixture.record(endpoint, .endpoint, as: party)))
    #expect(
      repair.records.map { ids.text($0.record, $0.kind) } == [fixture.first.contact, hidden])
  }

  @Test func `what a comparison finds is told`() async throws {
    let fixture = try await TwoPartners()
    var copy = try CopyOfView(of: fixture.party(fixture.first), in: fixture.world)
    let ids = copy.records.keys.sorted()
    copy.records[ids[0]] = .zero
    copy.records[ids[1]] = nil
    let answer = try await fixture.world.send(
      .post, path(fixture.first.endpoint), ["ranges": [copy.leaf]], as: fixture.first.key)
    #expect(answer.status == 202)
    #expect(answer.json["telling"] == 2)
    #expect(answer.json["unresolved"] == [])
    #expect(fixture.world.delivery.repairs.first?.records.count == 2)
    let coarse = try await fixture.world.send(
      .post, path(fixture.first.endpoint), ["ranges": [copy.sum]], as: fixture.first.key)
    #expect(coarse.json["telling"] == 0)
    #expect(coarse.json["unresolved"] == [""])
    #expect(fixture.world.delivery.repairs.count == 1)
  }

  @Test func `the enterprise repairs a partner's endpoint in the partner's ids`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let all = try await world.send(
      .get, "/v1/endpoints?party=\(fixture.first.id)", as: world.brand)
    let endpoint = try #require(all.texts("id").first)
    let answer = try await world.send(
      .post, path(endpoint), ["records": [.string(fixture.first.contact)]], as: world.brand)
    #expect(answer.json["telling"] == 1)
    let own = try await world.send(
      .post, path(endpoint), ["records": [.string(fixture.contact)]], as: world.brand)
    #expect(own.json["not_told"] == [.string(fixture.contact)])
  }

  @Test func `another partner's endpoint is not there`() async throws {
    let fixture = try await TwoPartners()
    let answer = try await fixture.world.send(
      .post, path(fixture.first.endpoint), ["records": []], as: fixture.second.key)
    #expect(answer.problem == "not-found")
  }

  @Test func `a paused endpoint is not repaired`() async throws {
    let fixture = try await TwoPartners()
    let paused = try await fixture.world.send(
      .patch, "/v1/endpoints/\(fixture.endpoint)", ["state": "paused"], as: fixture.world.brand)
    #expect(paused.status == 200)
    let answer = try await fixture.world.send(
      .post, path(fixture.endpoint), ["records": []], as: fixture.world.brand)
    #expect(answer.problem == "wrong-state")
    #expect(fixture.world.delivery.repairs.isEmpty)
  }

  @Test(
    arguments: [
      ([:], ""), (["records": [], "ranges": []], ""),
      (["records": ["end_\(String(repeating: "0", count: 32))"]], "/records/0"),
      (["records": .array(Array(repeating: "x", count: 1_001))], "/records"),
      (["ranges": [], "at": "at_x"], "/at"),
    ] as [(JSON, String)])
  func `what is wrong is pointed at`(body: JSON, pointer: String) async throws {
    let fixture = try await TwoPartners()
    let answer = try await fixture.world.send(
      .post, path(fixture.endpoint), body, as: fixture.world.brand)
    #expect(answer.problem == "invalid-request")
    #expect(answer.pointers == [pointer])
  }
}
