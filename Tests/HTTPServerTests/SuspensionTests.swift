import HTTPServer
import Testing
import Wire

@Suite struct SuspensionTests {
  private let running: RunningServer

  init() throws {
    running = try RunningServer { $0.threads = 1 }
  }

  private func request(_ path: String) -> String {
    "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
  }

  @Test func `another thread answers, time after time on one connection`() throws {
    let client = try running.client()
    for _ in 0..<50 {
      #expect(try client.exchange(request("/thread")).body == "late")
    }
  }

  @Test func `a suspended request does not hold up others of its thread`() throws {
    let waiting = try running.client()
    waiting.send(request("/later"))
    let owed = try running.handler.owed(1)
    #expect(try running.client().exchange(request("/now")).status == 200)
    owed.first?.complete(HTTPResponse(.created))
    #expect(try waiting.response().status == 201)
  }

  @Test func `answers may come in another order than the requests`() throws {
    let clients = try (0..<20).map { _ in try running.client() }
    for client in clients {
      client.send(request("/later"))
    }
    for pending in try running.handler.owed(20).reversed() {
      pending.complete(HTTPResponse(.ok, body: [0x79]))
    }
    for client in clients { #expect(try client.response().body == "y") }
  }

  @Test func `an answer may be worded when it is sent`() throws {
    let client = try running.client()
    client.send(request("/later"))
    let pending = try #require(try running.handler.owed(1).first)
    pending.complete { HTTPResponse(.ok, body: Array("worded".utf8)) }
    pending.complete { HTTPResponse(.gone) }
    let response = try client.response()
    #expect(response.status == 200)
    #expect(response.body == "worded")
  }

  @Test func `only the first answer counts`() throws {
    let client = try running.client()
    client.send(request("/later"))
    let pending = try #require(try running.handler.owed(1).first)
    pending.complete(HTTPResponse(.created))
    pending.complete(HTTPResponse(.gone))
    #expect(try client.response().status == 201)
    #expect(try client.exchange(request("/now")).status == 200)
  }

  @Test func `an answer that was given too early is sent once`() throws {
    let client = try running.client()
    #expect(try client.exchange(request("/both")).status == 200)
    #expect(try client.exchange(request("/now")).status == 200)
  }

  @Test func `a dropped answer becomes 500`() throws {
    let client = try running.client()
    #expect(try client.exchange(request("/drop")).status == 500)
    #expect(try client.exchange(request("/now")).status == 200)
  }

  @Test(arguments: [true, false])
  func `an answer for a client that has gone is harmless`(resets: Bool) throws {
    var owed: [PendingAnswer] = []
    do {
      let client = try running.client()
      client.send(request("/later"))
      owed = try running.handler.owed(1)
      if resets { client.abort() }
    }
    for pending in owed { pending.complete(HTTPResponse(.ok)) }
    #expect(try running.client().exchange(request("/now")).status == 200)
  }

  @Test func `requests pipelined behind a suspended one wait for it`() throws {
    let client = try running.client()
    client.send(request("/later") + request("/next"))
    for pending in try running.handler.owed(1) { pending.complete(HTTPResponse(.created)) }
    #expect(try client.response().status == 201)
    #expect(try client.response().body == "POST /next hi")
  }
}
