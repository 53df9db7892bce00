import API
import Testing
import Wire

/// What holds for requests of any kind.
@Suite struct RequestTests {
  @Test func `health and readiness need no key`() async throws {
    let world = try World()
    #expect(try await world.send(.get, "/healthz", as: nil).json == ["status": "ok"])
    #expect(try await world.send(.get, "/readyz", as: nil).json == ["status": "ready"])
    world.api.beginDraining()
    #expect(try await world.send(.get, "/readyz", as: nil).problem == "unavailable")
    #expect(try await world.send(.get, "/healthz", as: nil).status == 200)
  }

  @Test(arguments: ["/", "/v1", "/v2/contacts", "/v1/contacts/", "/v1/contacts/a/b", "/V1/keys"])
  func `a path without a route is a problem`(path: String) async throws {
    let world = try World()
    let answer = try await world.send(.get, path, as: world.brand)
    #expect(answer.status == 404)
    #expect(answer.problem == "route-not-found")
  }

  @Test func `a path says which methods it has`() async throws {
    let world = try World()
    let answer = try await world.send(.put, "/v1/contacts", as: world.brand)
    #expect(answer.problem == "method-not-allowed")
    #expect(answer.response.fields.first(.allow) == "GET, HEAD, POST")
    let head = try await world.send(.head, "/v1/contacts", as: world.brand)
    #expect(head.status == 200)
  }

  @Test func `more header fields than the limit are refused`() async throws {
    let world = try World()
    var fields: HTTPFields = [:]
    for number in 0...100 { try fields.append(name: "x-\(number)", text: "1") }
    let answer = try await world.send(.get, "/v1/contacts", as: world.brand, fields: fields)
    #expect(answer.problem == "too-many-headers")
  }

  @Test(arguments: ["Basic abc", "Bearer", "weir_x", "Bearer  weir_x"])
  func `only a bearer's key is a key`(value: String) async throws {
    let world = try World()
    var fields: HTTPFields = [:]
    try fields.append(.authorization, text: value)
    let answer = try await world.send(.get, "/v1/contacts", as: nil, fields: fields)
    #expect(answer.status == 401)
  }

  @Test(arguments: ["x", "\"a", "W/x", "\"a\" \"b\"", "\"a\",", "*, \"a\""])
  func `a condition that is no list of tags is refused`(value: String) async throws {
    let world = try World()
    let chain = try await world.create("chains", ["code": "a", "name": "A"])
    for (method, name) in [(HTTPMethod.get, HTTPFieldName.ifNoneMatch), (.delete, .ifMatch)] {
      var fields: HTTPFields = [:]
      try fields.append(name, text: value)
      let answer = try await world.send(
        method, "/v1/chains/\(chain.id)", as: world.brand, fields: fields)
      #expect(answer.problem == "malformed-request")
    }
  }

  @Test func `any version will do for a star`() async throws {
    let world = try World()
    let chain = try await world.create("chains", ["code": "a", "name": "A"])
    let path = "/v1/chains/\(chain.id)"
    let fields: HTTPFields = ["if-match": "*"]
    let answer = try await world.send(.delete, path, as: world.brand, fields: fields)
    #expect(answer.status == 204)
    let again = try await world.send(.delete, path, as: world.brand, fields: fields)
    #expect(again.status == 404)
  }

  @Test func `a body is refused before it is read where it can be`() throws {
    let world = try World()
    func refusal(_ path: String, _ length: String, _ key: String?) throws -> Reaction? {
      var fields: HTTPFields = [.contentLength: "5"]
      try fields.set(.contentLength, text: length)
      if let key { try fields.append(.authorization, text: "Bearer \(key)") }
      return world.api.refusal(
        .post, try HTTPTarget(parsing: path), fields, onThread: 0
      ).map(Reaction.init)
    }
    #expect(try refusal("/v1/contacts", "5", world.brand) == nil)
    #expect(try refusal("/v1/contacts", "1048577", world.brand)?.problem == "payload-too-large")
    #expect(try refusal("/v1/batch", "8388608", world.brand) == nil)
    #expect(try refusal("/v1/batch", "8388609", world.brand)?.status == 413)
    #expect(try refusal("/v1/contacts", "5", nil)?.status == 401)
    #expect(try refusal("/v1/nothing", "5", world.brand)?.status == 404)
  }

  @Test func `what could not be stored was not done and says so`() async throws {
    struct Full: Error {}
    let world = try World(beforeCommit: { if $0 == 2 { throw Full() } })
    let body: JSON = ["code": "a", "name": "A"]
    let first = try await world.send(.post, "/v1/chains", body, as: world.brand)
    #expect(first.status == 503)
    #expect(first.problem == "unavailable")
    let list = try await world.send(.get, "/v1/chains", as: world.brand)
    #expect(list.items.isEmpty)
  }

  @Test func `a removed key is no key`() async throws {
    let world = try World()
    let created = try await world.create("keys", ["name": "Short-lived"])
    let key = try #require(created.json["key"]?.string)
    #expect(try await world.send(.get, "/v1/chains", as: key).status == 200)
    let own = try await world.send(.delete, "/v1/keys/\(created.id)", as: key)
    #expect(own.problem == "in-use")
    _ = try await world.send(.delete, "/v1/keys/\(created.id)", as: world.brand)
    #expect(try await world.send(.get, "/v1/chains", as: key).status == 401)
  }
}
