import HTTPServer
import Testing
import Wire

@Suite struct RefusalTests {
  private let running: RunningServer

  init() throws {
    running = try RunningServer {
      $0.maximumBodyBytes = 1000
      $0.maximumHeaderBytes = 4096
    }
  }

  @Test(arguments: [
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
      + "Transfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\nabc",
    "GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n folded: 2\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX A: 1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX-A: \u{1}\r\n\r\n",
    "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET http:// HTTP/1.1\r\nHost: x\r\n\r\n",
    "GE(T / HTTP/1.1\r\nHost: x\r\n\r\n",
  ])
  func `a request that readers could take apart differently is answered 400 and closed`(
    text: String
  ) throws {
    let client = try running.client()
    #expect(try client.exchange(text).status == 400)
    #expect(try client.isClosed())
    #expect(running.handler.requests.isEmpty)
  }

  @Test(arguments: [
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length : 33",
    "Content-Length: 0\r\nContent-Length: 33",
  ])
  func `a request hidden in a body is not answered`(framing: String) throws {
    let client = try running.client()
    client.send(
      "POST /first HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n"
        + "0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try client.response().status == 400)
    #expect(try client.isClosed())
    #expect(running.handler.requests.isEmpty)
  }

  @Test(arguments: [
    "Content-Length: +3\r\n\r\nabc", "Content-Length: 3, 3\r\n\r\nabc",
    "Content-Length: -1\r\n\r\nabc", "Content-Length: 99999999999999999999\r\n\r\nabc",
    "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n",
  ])
  func `a malformed length is answered by the library and the connection ends`(
    rest: String
  ) throws {
    let client = try running.client()
    client.send("POST / HTTP/1.1\r\nHost: x\r\n\(rest)")
    #expect([400, 413].contains(try client.response().status))
    try client.skipToEnd()
    #expect(running.handler.requests.isEmpty)
  }

  @Test func `a length over the limit is answered 413 before the body`() throws {
    let client = try running.client()
    let response = try client.exchange(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
    #expect(response.status == 413)
    #expect(response.has("connection: close"))
    #expect(try client.isClosed())
  }

  @Test func `a length over the limit is answered 413 instead of 100`() throws {
    let response = try running.client().exchange(
      "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
    #expect(response.status == 413)
  }

  @Test func `a body of exactly the limit is taken`() throws {
    let body = String(repeating: "a", count: 1000)
    let client = try running.client()
    let plain = try client.exchange(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n\(body)")
    let chunked = try client.exchange(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n\(body)\r\n0\r\n\r\n")
    #expect([plain.status, chunked.status] == [200, 200])
  }

  @Test func `a chunked body over the limit is answered 413 and closed`() throws {
    let client = try running.client()
    let body = String(repeating: "a", count: 1001)
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let response = try client.exchange("3e9\r\n\(body)\r\n0\r\n\r\n")
    #expect(response.status == 413)
    #expect(try client.isClosed())
    #expect(running.handler.requests.isEmpty)
  }

  @Test func `a chunked body without end is cut`() throws {
    let client = try running.client()
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    let chunk = "3e8\r\n" + String(repeating: "a", count: 1000) + "\r\n"
    for _ in 0..<200 { client.send(chunk) }
    #expect(throws: TestClient.Failure.self) { try client.response() }
    #expect(running.handler.requests.isEmpty)
  }

  @Test func `fields beyond the memory are answered 431`() throws {
    let client = try running.client()
    let value = String(repeating: "a", count: 8000)
    let response = try client.exchange("GET / HTTP/1.1\r\nHost: x\r\nX-A: \(value)\r\n\r\n")
    #expect(response.status == 431)
    #expect(try client.isClosed())
  }

  @Test func `a target that is too long is answered 414`() throws {
    let path = String(repeating: "a", count: 2100)
    let response = try running.client().exchange("GET /\(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(response.status == 414)
  }

  @Test func `a request refused without a body leaves the connection open`() throws {
    let client = try running.client()
    let refused = try client.exchange("GET /forbidden HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(refused.status == 403)
    #expect(refused.body == "no")
    #expect(try client.exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "GET", "BREW"])
  func `the body of a refused request is not read as a request`(method: String) throws {
    let client = try running.client()
    let hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
    client.send(
      "\(method) /forbidden HTTP/1.1\r\nHost: x\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n"
        + hidden)
    #expect(try client.response().status == 403)
    #expect(try client.isClosed())
    #expect(running.handler.requests.isEmpty)
  }
}
