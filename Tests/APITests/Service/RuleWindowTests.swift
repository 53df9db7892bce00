@testable import API
import Domain
import Testing
import Wire

/// When rules count, as requests say it and answers tell it.
@Suite struct RuleWindowTests {
  private static let past = "2001-01-01T00:00:00Z"
  private static let soon = "2199-01-01T00:00:00Z"
  private static let later = "2199-06-01T08:30:00.250000Z"

  private func patch(
    _ fixture: TwoPartners, _ window: JSON
  ) async throws -> Reaction {
    try await fixture.world.send(
      .patch, "/v1/rules/\(fixture.rule)", ["window": window], as: fixture.world.brand)
  }

  @Test func `a window is kept as it was given, and says how far it has come`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let before = try await world.send(.get, "/v1/rules/\(fixture.rule)", as: world.brand)
    #expect(before.json["window"] == .null)
    #expect(before.json["phase"] == "open")
    let window: JSON = ["from": .string(Self.soon), "until": .string(Self.later)]
    let rule = JSON.brandRule("r9", fixture).setting(["window"], to: window)
    let made = try await world.send(.post, "/v1/rules", rule, as: world.brand)
    #expect(made.status == 201, "\(made.json)")
    #expect(made.json["window"] == window)
    #expect(made.json["phase"] == "waiting")
  }

  @Test func `a change is merged into the window, and null takes it away`() async throws {
    let fixture = try await TwoPartners()
    let first = try await patch(fixture, ["until": .string(Self.later)])
    #expect(first.json["window"] == ["from": .null, "until": .string(Self.later)])
    #expect(first.json["phase"] == "open")
    let second = try await patch(fixture, ["from": .string(Self.soon)])
    #expect(second.json["window"] == ["from": .string(Self.soon), "until": .string(Self.later)])
    #expect(second.json["phase"] == "waiting")
    let third = try await patch(fixture, ["until": .null])
    #expect(third.json["window"] == ["from": .string(Self.soon), "until": .null])
    let fourth = try await patch(fixture, .null)
    #expect(fourth.json["window"] == .null)
    #expect(fourth.json["phase"] == "open")
    _ = try await patch(fixture, ["until": .string(Self.later)])
    let fifth = try await patch(fixture, ["from": .null, "until": .null])
    #expect(fifth.json["window"] == .null)
  }

  @Test(
    arguments: [
      (["from": "2199-06-01T00:00:00Z", "until": "2199-01-01T00:00:00Z"], "/window/until"),
      (["from": "2199-01-01T00:00:00Z", "until": "2199-01-01T00:00:00Z"], "/window/until"),
      (["until": "tomorrow"], "/window/until"), (["from": 5], "/window/from"),
      (["to": "2199-01-01T00:00:00Z"], "/window/to"), ("always", "/window"),
      (["until": "2001-01-01T00:00:00Z"], "/window/until"),
    ] as [(JSON, String)])
  func `what is no window is pointed at`(window: JSON, pointer: String) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let rule = JSON.brandRule("r9", fixture).setting(["window"], to: window)
    let made = try await world.send(.post, "/v1/rules", rule, as: world.brand)
    let changed = try await patch(fixture, window)
    for answer in [made, changed] {
      #expect(answer.status == 422)
      #expect(answer.pointers.contains(pointer), "\(answer.json)")
    }
  }

  @Test func `an empty window is refused in a new rule`() async throws {
    let fixture = try await TwoPartners()
    let rule = JSON.brandRule("r9", fixture).setting(["window"], to: [:])
    let answer = try await fixture.world.send(.post, "/v1/rules", rule, as: fixture.world.brand)
    #expect(answer.pointers == ["/window"])
  }

  @Test func `the phase is read only`() async throws {
    let fixture = try await TwoPartners()
    let answer = try await fixture.world.send(
      .patch, "/v1/rules/\(fixture.rule)", ["phase": "ended"], as: fixture.world.brand)
    #expect(answer.pointers == ["/phase"])
  }

  @Test func `what waits is kept from the party it will show itself to`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let brand = try await world.send(.get, "/v1/enterprise", as: fixture.first.key).id
    let path = "/v1/departments?organization=\(brand)"
    let open = try await world.send(.get, path, as: fixture.first.key)
    #expect(!open.texts("name").isEmpty)
    _ = try await patch(fixture, ["from": .string(Self.soon)])
    let waiting = try await world.send(.get, path, as: fixture.first.key)
    #expect(waiting.texts("name").isEmpty)
  }
}
