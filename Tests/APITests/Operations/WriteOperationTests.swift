@testable import API
import Domain
import Testing
import Views
import Wire

/// What every writing operation must stand, by the same table.
@Suite struct WriteOperationTests {
  private static let writes = OperationCase.table.filter(\.isWrite)
  private static let withBody = OperationCase.table.filter { $0.body != nil }

  @Test(arguments: writes)
  func `a repeat is answered as the first time`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let fields: HTTPFields = ["idempotency-key": "\"order 1\""]
    let bad = try await sample.send(in: fixture, fields: fields)
    #expect(bad.problem == "invalid-idempotency-key")
    let key: HTTPFields = ["idempotency-key": "order-1"]
    let first = try await sample.send(in: fixture, fields: key)
    let second = try await sample.send(in: fixture, fields: ["idempotency-key": "\"order-1\""])
    guard first.status < 300 else {
      // A refusal is not kept: it is decided anew.
      #expect(second.json == first.json)
      #expect(!second.isReplayed)
      return
    }
    #expect(second.status == first.status)
    #expect(second.isReplayed)
    #expect(!first.isReplayed)
    #expect(second.json == first.json.without(["secret", "public_key", "key"]))
    #expect(second.tag == first.tag)
  }

  @Test(arguments: writes)
  func `a key that was used for another request is refused`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let key: HTTPFields = ["idempotency-key": "order-1"]
    let department: JSON = ["code": "first", "name": "First"]
    let first = try await fixture.world.send(
      .post, "/v1/departments", department, as: sample.key(fixture), fields: key)
    #expect(first.status == 201)
    let second = try await sample.send(in: fixture, fields: key)
    #expect(second.status == 422)
    #expect(second.problem == "idempotency-key-reused")
  }

  @Test(arguments: withBody)
  func `every missing member is pointed at`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let schema = fixture.world.contract.bodySchema(of: sample.operation)
    let required = (schema?["required"]?.array ?? []).compactMap(\.string)
    guard !required.isEmpty else { return }
    let answer = try await sample.send(in: fixture, body: [:])
    #expect(answer.status == 422)
    #expect(answer.problem == "invalid-request")
    #expect(Set(answer.pointers) == Set(required.map { "/\($0)" }))
  }

  @Test(arguments: withBody)
  func `an unknown member is pointed at`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let good = sample.goodBody(fixture)
    let body = good.setting(["colo~ur/"], to: "red").setting(["ID"], to: 1)
    let answer = try await sample.send(in: fixture, body: body)
    #expect(answer.problem == "invalid-request")
    #expect(Set(answer.pointers) == ["/colo~0ur~1", "/ID"])
  }

  @Test(arguments: withBody)
  func `every ill-typed member is pointed at, all at once`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let good = sample.goodBody(fixture)
    for (pointer, value) in sample.illTyped {
      let tokens = try #require(JSONPointer(parsing: pointer)).tokens
      let answer = try await sample.send(in: fixture, body: good.setting(tokens[...], to: value))
      #expect(answer.status == 422, "\(pointer)")
      #expect(answer.pointers == [pointer], "\(answer.json)")
    }
    let flat = sample.illTyped.filter { $0.key.split(separator: "/").count == 1 }
    let all = flat.reduce(good) { body, bad in
      body.setting([String(bad.key.dropFirst())], to: bad.value)
    }
    let answer = try await sample.send(in: fixture, body: all)
    #expect(Set(answer.pointers) == Set(flat.keys))
  }

  @Test(arguments: withBody)
  func `what is no object, no JSON or too large is refused`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    func answer(_ bytes: [UInt8], _ type: HTTPFieldValue = "application/json") async throws
      -> Reaction
    {
      try await world.send(
        sample.method, sample.path(fixture), bytes: bytes, as: world.brand,
        fields: [.contentType: type])
    }
    #expect(try await answer(Array("[]".utf8)).problem == "invalid-request")
    #expect(try await answer(Array("{\"a\":".utf8)).problem == "malformed-json")
    #expect(try await answer(Array("{}".utf8), "text/plain").problem == "unsupported-media-type")
    let limit = sample.operation == "runBatch" ? 8 << 20 : 1 << 20
    let large = [UInt8](repeating: 0x20, count: limit + 1)
    #expect(try await answer(large).problem == "payload-too-large")
  }

  @Test(arguments: OperationCase.table.filter { $0.isConditional || $0.readsRecord })
  func `another party's record is answered like an unknown one`(sample: OperationCase)
    async throws
  {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let parts = sample.path(fixture).split(separator: "/").map(String.init)
    let kind = try #require(RecordKind.allCases.first { $0.collection == parts[1] })
    let second = try fixture.party(fixture.second)
    // The record under the id that the second partner would know it by, had it been told.
    let isBrand = sample.key(fixture) == world.brand
    let owner = isBrand ? .enterprise : try fixture.party(fixture.first)
    let foreign = try fixture.foreignID(parts[2], kind, of: owner, for: second)
    let ids = [foreign, parts[2], "\(kind.idPrefix)\(String(repeating: "0", count: 32))", "x"]
    var answers: [JSON] = []
    for id in ids where !["chain", "group"].contains(kind.name) || id != foreign {
      let path = sample.path(fixture, id: id)
      let answer = try await world.send(
        sample.method, path, sample.body.map { $0(fixture).withoutReferences },
        as: fixture.second.key)
      #expect(answer.status == 404)
      answers.append(answer.json)
    }
    #expect(Set(answers).count == 1)
    #expect(answers.first?["type"] == "https://weir.example/problems/not-found")
  }

  @Test(arguments: OperationCase.table.filter(\.isClosed))
  func `without a key that is in use nothing is told`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    for key in [nil, "weir_nonsense", fixture.ownKey] {
      let answer = try await world.send(
        sample.method, sample.path(fixture), sample.body?(fixture), as: key)
      #expect(answer.status == 401)
      #expect(answer.response.fields.first(.wwwAuthenticate)?.hasPrefix("Bearer") == true)
    }
  }
}

extension JSON {
  func without(_ names: [String]) -> JSON {
    guard var object else { return self }
    for name in names { object[name] = nil }
    return .object(object)
  }

  /// The ids in the table's bodies are the enterprise's; here they do not matter.
  var withoutReferences: JSON { without(["groups"]) }
}
