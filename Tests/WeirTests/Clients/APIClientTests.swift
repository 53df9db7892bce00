import Crypto
import HTTPClient
import Synchronization
import Testing
import Wire

@testable import weir

/// Answers requests from a list, and keeps them.
final class ScriptedAPI: Sendable {
  private let answers: Mutex<[Result<APIAnswer, ConnectionFailure>]>
  private let kept = Mutex<[OutgoingRequest]>([])
  private let waits = Mutex<[Duration]>([])

  init(_ answers: [Result<APIAnswer, ConnectionFailure>]) {
    self.answers = Mutex(answers)
  }

  convenience init(json: [JSON]) {
    self.init(json.map { .success(APIAnswer(status: 200, body: $0.bytes)) })
  }

  var requests: [OutgoingRequest] { kept.withLock { $0 } }
  var pauses: [Duration] { waits.withLock { $0 } }
  var targets: [String] { requests.map(\.url.originForm) }

  func client(_ url: String = "http://127.0.0.1:8080", key: String? = "weir_x") throws -> APIClient
  {
    APIClient(
      base: try HTTPURL(parsing: url), key: key, random: SeededRandom(seed: 1),
      exchange: { request throws(ConnectionFailure) in
        self.kept.withLock { $0.append(request) }
        let next = self.answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        return try (next ?? .failure(ConnectionFailure(message: "no more", mayPass: false))).get()
      }, pause: { wait in self.waits.withLock { $0.append(wait) } })
  }
}

@Suite struct APIClientTests {
  private static let lost = ConnectionFailure(message: "it broke", mayPass: true)
  private static let fine = APIAnswer(status: 201, body: Array(#"{"id":"x"}"#.utf8))

  @Test func `a write is repeated under its own key until it comes through`() throws {
    let api = ScriptedAPI([.failure(Self.lost), .failure(Self.lost), .success(Self.fine)])
    let answer = try api.client().write(.post, "/v1/chains", body: ["code": "x"])
    #expect(answer == Self.fine)
    #expect(api.pauses == Array(APIClient.pauses.prefix(2)))
    let keys = Set(api.requests.map { $0.fields.first(.idempotencyKey) ?? "" })
    #expect(keys.count == 1)
    #expect(keys.first?.count == 32)
    #expect(api.requests.allSatisfy { $0.body == Array(#"{"code":"x"}"#.utf8) })
  }

  @Test func `two writes have two keys`() throws {
    let api = ScriptedAPI([.success(Self.fine), .success(Self.fine)])
    let client = try api.client()
    for _ in 0..<2 { _ = try client.write(.post, "/v1/chains", body: [:]) }
    let keys = api.requests.compactMap { $0.fields.first(.idempotencyKey) }
    #expect(Set(keys).count == 2)
  }

  @Test func `a read has no key and no body`() throws {
    let api = ScriptedAPI([.success(Self.fine)])
    _ = try api.client().get("/v1/contacts", [QueryItem("cursor", "a b")])
    let request = try #require(api.requests.first)
    #expect(request.fields.first(.idempotencyKey) == nil)
    #expect(request.fields.first(.authorization) == "Bearer weir_x")
    #expect(request.fields.first(.contentType) == nil)
    #expect(request.url.originForm == "/v1/contacts?cursor=a+b")
  }

  @Test func `it gives up with the next step`() throws {
    let api = ScriptedAPI(Array(repeating: .failure(Self.lost), count: 9))
    let client = try api.client()
    let error = #expect(throws: CommandFailure.self) { try client.get("/healthz") }
    #expect(error?.description.contains("weir serve") == true)
    #expect(api.requests.count == APIClient.pauses.count + 1)
  }

  @Test func `what will not pass is not repeated`() throws {
    let api = ScriptedAPI([.failure(ConnectionFailure(message: "no such host", mayPass: false))])
    let client = try api.client()
    #expect(throws: CommandFailure.self) { try client.get("/healthz") }
    #expect(api.requests.count == 1)
  }

  @Test func `the API may stand under a path`() throws {
    let api = ScriptedAPI([.success(Self.fine)])
    _ = try api.client("https://example.org/weir/").get("/v1/keys")
    #expect(api.targets == ["/weir/v1/keys"])
  }

  @Test func `all pages of a listing are read`() throws {
    let api = ScriptedAPI(json: [
      ["items": [1, 2], "next": "more"], ["items": [3], "next": nil],
    ])
    let records = try Pages(api.client()).all("/v1/keys", [QueryItem("party", "p")])
    #expect(records == [1, 2, 3])
    #expect(
      api.targets == ["/v1/keys?party=p&limit=200", "/v1/keys?party=p&limit=200&cursor=more"])
  }
}
