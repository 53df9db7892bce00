import API
import Crypto
import HTTPClient
import HTTPServer
import Testing
import Wire

/// The API behind a real server.
@Suite struct ServerTests {
  @Test func `reads, writes and refusals come over connections`() throws {
    let served = try Served()
    let body = Array(#"{"code":"a","name":"A"}"#.utf8)
    let made = try served.send(.post, "/v1/chains", body)
    #expect(made.status == 201)
    let read = try served.send(.get, try #require(made.fields.first(.location)))
    #expect(read.body == made.body)
    #expect(try served.send(.get, "/v1/nothing").status == 404)
    #expect(try served.send(.get, "/v1/chains?limit=0").status == 422)
    let misspelt = try served.send(.post, "/v1/chain", body)
    #expect(misspelt.status == 404)
    #expect(misspelt.fields.first(.contentType) == "application/problem+json")
  }
}

/// A server on a port of the system's choice over a world.
private final class Served {
  private let world: World
  private let server: HTTPServer
  private let client: BlockingClient

  init() throws {
    world = try World()
    server = try HTTPServer(
      configuration: ServerConfiguration(maximumBodyBytes: 8 << 20), handler: world.api)
    try server.start()
    let loopback = try CIDR(parsing: "127.0.0.0/8")
    client = try BlockingClient(
      configuration: ClientConfiguration(
        egressPolicy: EgressPolicy(allowed: [loopback]), userAgent: "test"))
  }

  deinit {
    server.stop(within: .seconds(1))
  }

  func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8] = []) throws -> Response {
    var fields: HTTPFields = [:]
    try fields.append(.authorization, text: "Bearer \(world.brand)")
    if !body.isEmpty { fields.append(.contentType, "application/json") }
    let url = try HTTPURL(parsing: "http://127.0.0.1:\(server.port)\(path)")
    return try client.send(
      OutgoingRequest(method: method, url: url, fields: fields, body: body))
  }
}
