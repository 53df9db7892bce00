import HTTPServer
import Testing
import Wire

@Suite struct TimeLimitTests {
  private let running: RunningServer

  init() throws {
    running = try RunningServer {
      $0.requestTimeLimit = .milliseconds(300)
      $0.idleTimeLimit = .milliseconds(600)
      $0.responseTimeLimit = .milliseconds(300)
    }
  }

  @Test func `a client that says nothing is cut`() throws {
    #expect(try running.client().isClosed())
  }

  @Test(arguments: [
    "", "GET / HTTP/1.1\r\nHost: x\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;",
  ])
  func `a request that drips in is cut though bytes keep coming`(start: String) throws {
    let client = try running.client()
    client.send(start)
    let start = ContinuousClock.now
    #expect(try client.dripsUntilClosed())
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    #expect(running.handler.requests.isEmpty)
  }

  @Test func `a second request that drips in is cut`() throws {
    let client = try running.client()
    #expect(try client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    client.send("GET / HTTP/1.1\r\nHost: x\r\n")
    #expect(try client.dripsUntilClosed())
    #expect(running.handler.requests.count == 1)
  }

  @Test func `an idle connection lives for the idle limit`() throws {
    let client = try running.client()
    #expect(try client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    let start = ContinuousClock.now
    #expect(try client.isClosed())
    #expect(ContinuousClock.now - start >= .milliseconds(500))
  }

  @Test func `a suspended request is not cut`() throws {
    let waiting = try running.client()
    waiting.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n")
    let owed = try running.handler.owed(1)
    // Outlived by two limits, one after the other.
    #expect(try running.client().isClosed())
    #expect(try running.client().isClosed())
    owed.first?.complete(HTTPResponse(.ok))
    #expect(try waiting.response().status == 200)
  }

  @Test func `a client that does not read its answer is cut`() throws {
    let client = try running.client()
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    // Two limits of another connection, started after the answer.
    try until("answer") { running.handler.requests.count == 1 }
    #expect(try running.client().isClosed())
    #expect(try running.client().isClosed())
    #expect(throws: TestClient.Failure.self) { try client.response() }
  }
}
