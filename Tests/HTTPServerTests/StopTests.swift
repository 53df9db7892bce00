import HTTPServer
import Synchronization
import Testing
import Wire

@Suite struct StopTests {
  private let running: RunningServer

  init() throws {
    running = try RunningServer()
  }

  @Test func `idle connections are cut and new ones refused`() throws {
    let idle = try running.client()
    #expect(try idle.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    running.server.stop(within: .seconds(10))
    #expect(try idle.isClosed())
    #expect(throws: TestClient.Failure.self) { try running.client() }
  }

  @Test func `half-sent requests are cut when the bound is over`() throws {
    let halves = try [
      "", "GET / HT", "GET / HTTP/1.1\r\nHo",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab",
    ].map { start in
      let client = try running.client()
      client.send(start)
      return client
    }
    running.server.stop(within: .milliseconds(50))
    for client in halves { #expect(try client.isClosed()) }
  }

  @Test func `a suspended request may finish, and its connection is closed`() throws {
    let client = try running.client()
    client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    let owed = try running.handler.owed(1)
    try withStop(of: running.server, within: .seconds(10)) { stopped in
      // A new connection is refused once the stop has begun.
      try until("stop") { (try? running.client()) == nil }
      #expect(!stopped.isRaised)
      owed.first?.complete(HTTPResponse(.created))
      let response = try client.response()
      #expect(response.status == 201)
      #expect(response.has("connection: close"))
      #expect(try client.isClosed())
    }
  }

  @Test func `a request still suspended at the end of the bound is answered 503`() throws {
    let client = try running.client()
    client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    let owed = try running.handler.owed(1)
    running.server.stop(within: .milliseconds(50))
    #expect(try client.response().status == 503)
    #expect(try client.isClosed())
    for pending in owed { pending.complete(HTTPResponse(.ok)) }
  }

  @Test func `a stop without time leaves nothing suspended`() throws {
    let clients = try (0..<20).map { _ in try running.client() }
    for client in clients { client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n") }
    let owed = try running.handler.owed(20)
    running.server.stop(within: .zero)
    for client in clients { #expect(try client.response().status == 503) }
    withExtendedLifetime(owed) {}
  }

  @Test(arguments: [Duration.seconds(Int64.max), .seconds(-1)])
  func `a bound beyond all measure is taken as it is meant`(bound: Duration) throws {
    let client = try running.client()
    #expect(try client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    running.server.stop(within: bound)
    #expect(try client.isClosed())
  }

  @Test func `a second stop is harmless and a second start an error`() throws {
    #expect(throws: HTTPServerError.alreadyStarted) { try running.server.start() }
    running.server.stop(within: .zero)
    running.server.stop(within: .zero)
    #expect(throws: HTTPServerError.alreadyStarted) { try running.server.start() }
  }

  /// Runs the work while another thread stops the server; waits for both.
  private func withStop(
    of server: HTTPServer, within bound: Duration, _ work: (_ stopped: Flag) throws -> Void
  ) throws {
    let done = Flag()
    onThread {
      server.stop(within: bound)
      done.raise()
    }
    try work(done)
    try until("end of the stop") { done.isRaised }
  }
}

/// Set once, by any thread.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isRaised: Bool { value.load(ordering: .acquiring) }

  func raise() {
    value.store(true, ordering: .releasing)
  }
}
