import Testing
import Wire

/// What a caller is told when too much would go, and how a person goes on.
@Suite struct RemovalBrakeTests {
  private let world: World
  private let ids: [String]

  init() async throws {
    world = try World()
    let commands: [JSON] = (0..<103).map { number in
      ["method": "POST", "path": "/v1/contacts", "body": ["code": "c\(number)", "name": "N"]]
    }
    let answer = try await world.send(
      .post, "/v1/batch", ["commands": .array(commands)], as: world.brand)
    ids = (answer.json["results"]?.array ?? []).compactMap { $0["body"]?["id"]?.string }
    #expect(ids.count == 103)
  }

  private func remove(_ ids: some Sequence<String>, _ query: String = "") async throws -> [JSON] {
    let commands: [JSON] = ids.map {
      ["method": "DELETE", "path": .string("/v1/contacts/\($0)\(query)")]
    }
    let answer = try await world.send(
      .post, "/v1/batch", ["commands": .array(commands)], as: world.brand)
    return answer.json["results"]?.array ?? []
  }

  @Test func `a batch counts each removal, and the first beyond the limit is told why`()
    async throws
  {
    let answers = try await remove(ids.prefix(101))
    #expect(answers.prefix(100).allSatisfy { $0["status"] == 204 })
    let problem = try #require(answers.last?["body"])
    #expect(answers.last?["status"] == 409)
    #expect(problem["type"] == "https://weir.example/problems/removal-brake")
    #expect(
      problem["brake"] == [
        "limit": 100, "window_seconds": 86_400, "removed": 100, "confirm": 101,
      ])
    #expect(problem["detail"]?.string?.contains("confirm=101") == true)
  }

  @Test func `a person's word lets through as many as it names`() async throws {
    _ = try await remove(ids.prefix(100))
    let path = "/v1/contacts/\(ids[100])"
    let small = try await world.send(.delete, path + "?confirm=100", as: world.brand)
    #expect(small.problem == "removal-brake")
    let faulty = try await world.send(.delete, path + "?confirm=yes", as: world.brand)
    #expect(faulty.status == 422)
    let confirmed = try await remove(ids[100...], "?confirm=102")
    #expect(confirmed.compactMap { $0["status"]?.integer } == [204, 204, 409])
  }
}
