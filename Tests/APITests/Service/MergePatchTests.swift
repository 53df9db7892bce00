@testable import API
import Testing
import Wire

/// Changes in part (RFC 7396).
@Suite struct MergePatchTests {
  /// Of the table in Appendix A of RFC 7396.
  @Test(
    arguments: [
      (["a": "b"], ["a": "c"], ["a": "c"]),
      (["a": "b"], ["b": "c"], ["a": "b", "b": "c"]),
      (["a": "b"], ["a": nil], [:]),
      (["a": "b", "b": "c"], ["a": nil], ["b": "c"]),
      (["a": ["b"]], ["a": "c"], ["a": "c"]),
      (["a": ["b": "c"]], ["a": ["b": "d", "c": nil]], ["a": ["b": "d"]]),
      (["e": nil], ["a": 1], ["e": nil, "a": 1]),
      ([:], ["a": ["bb": ["ccc": nil]]], ["a": ["bb": [:]]]),
      (["a": "foo"], nil, nil), ([1, 2], ["a": "b", "c": nil], ["a": "b"]),
    ] as [(JSON, JSON, JSON)])
  func `a patch is merged as the standard says`(target: JSON, patch: JSON, result: JSON) {
    #expect(target.merging(patch) == result)
  }

  @Test func `members within members are kept unless they are named`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let patch: JSON = [
      "custom": ["badge": ["value": "B-78"], "floor": ["value": "3", "class": "public"]],
      "last_day": nil,
    ]
    let changed = try await world.send(
      .patch, "/v1/contacts/\(fixture.contact)", patch, as: world.brand,
      fields: [.contentType: "application/merge-patch+json"])
    #expect(changed.json["custom"]?["badge"] == ["value": "B-78", "class": "personal"])
    #expect(changed.json["custom"]?["floor"]?["value"] == "3")
    #expect(changed.json["last_day"] == .null)
    let removed = try await world.send(
      .patch, "/v1/contacts/\(fixture.contact)", ["custom": ["badge": nil]], as: world.brand)
    #expect(removed.json["custom"]?.object?.names == ["floor"])
    let rule = try await world.send(
      .patch, "/v1/rules/\(fixture.rule)", ["fields": ["fields": ["emails": nil]]],
      as: world.brand)
    #expect(rule.json["fields"] == ["classes": ["public": "clear"], "fields": [:]])
    let endpoint = try await world.send(
      .patch, "/v1/endpoints/\(fixture.endpoint)", ["transport": ["total_seconds": 60]],
      as: world.brand)
    #expect(endpoint.json["transport"]?["total_seconds"] == 60)
    #expect(endpoint.json["transport"]?["connect_seconds"] == 5)
  }

  @Test func `a patch into a member that another one changes is sent again`() async throws {
    let fixture = try await TwoPartners()
    let path = "/v1/contacts/\(fixture.contact)"
    func patch(_ name: String) -> JSON {
      let custom: JSON = [name: ["value": "1", "class": "public"]]
      return ["method": "PATCH", "path": .string(path), "body": ["custom": custom]]
    }
    // Both are merged into the version that stands before the batch.
    let answer = try await fixture.world.send(
      .post, "/v1/batch", ["commands": [patch("one"), patch("two")]], as: fixture.world.brand)
    let results = answer.json["results"]?.array ?? []
    #expect(results.map { $0["status"] } == [200, 409])
    let problem = results.last?["body"]?["type"]?.string
    #expect(problem?.hasSuffix("concurrent-change") == true)
  }
}
