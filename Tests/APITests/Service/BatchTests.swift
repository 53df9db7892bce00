import Testing
import Wire

/// Many commands in one request, each with its own outcome.
@Suite struct BatchTests {
  @Test func `every command has its own outcome, in order`() async throws {
    let fixture = try await TwoPartners()
    let path = "/v1/contacts/\(fixture.contact)"
    let answer = try await send(
      [
        ["method": "POST", "path": "/v1/chains", "body": ["code": "x", "name": "X"]],
        ["method": "POST", "path": "/v1/chains", "body": ["code": "x", "name": "Again"]],
        ["method": "PATCH", "path": .string(path), "body": ["name": 7, "colour": 1]],
        ["method": "PATCH", "path": .string(path), "body": ["name": "New"], "if_match": "\"0\""],
        ["method": "PATCH", "path": .string(path), "body": ["name": "New"]],
        ["method": "DELETE", "path": .string(path)],
        ["method": "DELETE", "path": .string(path)],
        ["method": "POST", "path": "/v1/nothing"],
        ["method": "GET", "path": "/v1/chains"],
        ["method": "POST", "path": "/v1/batch", "body": ["commands": []]],
        7,
      ], in: fixture.world)
    let statuses = results(answer).map { $0["status"]?.integer }
    #expect(statuses == [201, 409, 422, 412, 200, 204, 404, 404, 422, 405, 422])
    let results = results(answer)
    #expect(results[0]["location"]?.string?.hasPrefix("/v1/chains/chn_") == true)
    #expect(results[4]["body"]?["name"] == "New")
    #expect(results[5]["body"] == nil)
    let pointers = results[2]["body"]?["errors"]?.array?.compactMap { $0["pointer"]?.string }
    #expect(pointers == ["/name", "/colour"])
  }

  @Test func `a repeated batch is answered as the first time`() async throws {
    let world = try World()
    let key: HTTPFields = ["idempotency-key": "batch-7"]
    let commands: [JSON] = (1...3).map { number in
      ["method": "POST", "path": "/v1/chains", "body": ["code": "c\(number)", "name": "N"]]
    }
    let first = try await send(commands, in: world, fields: key)
    let second = try await send(commands, in: world, fields: key)
    #expect(results(second).map { $0["body"] } == results(first).map { $0["body"] })
    #expect(results(second).allSatisfy { $0["replayed"] == true })
    let third = try await send([commands[0], commands[2]], in: world, fields: key)
    #expect(results(third).map { $0["status"] } == [201, 422])
    let chains = try await world.send(.get, "/v1/chains", as: world.brand)
    #expect(chains.items.count == 3)
  }

  @Test(arguments: [0, 1_000])
  func `a batch has up to a thousand commands`(count: Int) async throws {
    let world = try World()
    let commands: [JSON] = (0..<count).map { number in
      ["method": "POST", "path": "/v1/chains", "body": ["code": "c\(number)", "name": "N"]]
    }
    let answer = try await send(commands, in: world)
    #expect(results(answer).count == count)
    #expect(results(answer).allSatisfy { $0["status"] == 201 })
  }

  @Test func `more commands are refused, and none is carried out`() async throws {
    let world = try World()
    let command: JSON = [
      "method": "POST", "path": "/v1/chains", "body": ["code": "c", "name": "N"],
    ]
    let answer = try await send(Array(repeating: command, count: 1_001), in: world)
    #expect(answer.status == 422)
    #expect(answer.pointers == ["/commands"])
    let chains = try await world.send(.get, "/v1/chains", as: world.brand)
    #expect(chains.items.isEmpty)
  }

  private func send(
    _ commands: [JSON], in world: World, fields: HTTPFields = [:]
  ) async throws -> Reaction {
    try await world.send(
      .post, "/v1/batch", ["commands": .array(commands)], as: world.brand, fields: fields)
  }

  private func results(_ answer: Reaction) -> [JSON] {
    answer.json["results"]?.array ?? []
  }
}
