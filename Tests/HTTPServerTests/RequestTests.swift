import HTTPServer
import Testing
import Wire

@Suite struct RequestTests {
  private let running: RunningServer

  init() throws {
    running = try RunningServer { $0.maximumBodyBytes = 1000 }
  }

  @Test func `a GET is answered with length, date and body`() throws {
    let response = try running.client().exchange("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(response.status == 200)
    #expect(response.body == "GET /a?b=c")
    #expect(response.has("content-length: 10"))
    #expect(response.head.contains("\r\nDate: "))
  }

  @Test func `a handler sees fields in order, repeated ones too, and the peer`() throws {
    _ = try running.client().exchange(
      "POST /f HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 2\r\n\r\nhi")
    let request = try #require(running.handler.requests.first)
    #expect(request.head.fields.all("x-a") == ["1", "2"])
    #expect(request.head.remoteAddress == IPAddress("127.0.0.1"))
    #expect((0..<2).contains(request.head.threadIndex))
    #expect(request.body == Array("hi".utf8))
    #expect(request.message.method == .post)
  }

  @Test func `a connection serves one request after the other`() throws {
    let client = try running.client()
    for number in 0..<50 {
      let body = "n\(number)"
      let response = try client.exchange(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      #expect(response.body == "POST / \(body)")
    }
  }

  @Test func `pipelined requests are answered in order`() throws {
    let client = try running.client()
    client.send((0..<5).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
    let bodies = try (0..<5).map { _ in try client.response().body }
    #expect(bodies == (0..<5).map { "GET /\($0)" })
  }

  @Test func `a chunked body arrives without its coding`() throws {
    let response = try running.client().exchange(
      "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3\r\nabc\r\n2;e=1\r\nde\r\n0\r\nT: 1\r\n\r\n")
    #expect(response.body == "POST /c abcde")
  }

  @Test func `HEAD gets the head of GET alone`() throws {
    let client = try running.client()
    client.send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n")
    let response = try client.response(hasBody: false)
    #expect(response.has("content-length: 7"))
    #expect(try client.exchange("GET /g HTTP/1.1\r\nHost: x\r\n\r\n").body == "GET /g")
  }

  @Test func `100 Continue comes before the body when it is asked for`() throws {
    let client = try running.client()
    client.send(
      "POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(try client.response().status == 100)
    #expect(try client.exchange("ok").body == "POST /e ok")
  }

  @Test func `an absolute target is taken apart`() throws {
    let response = try running.client().exchange(
      "GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(response.body == "GET /a?b")
  }

  @Test func `HTTP/1.0 without Host is served and closed`() throws {
    let client = try running.client()
    #expect(try client.exchange("GET /old HTTP/1.0\r\n\r\n").body == "GET /old")
    #expect(try client.isClosed())
  }

  @Test func `204 has no body and the connection goes on`() throws {
    let client = try running.client()
    #expect(try client.exchange("GET /empty HTTP/1.1\r\nHost: x\r\n\r\n").status == 204)
    #expect(try client.exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").body == "GET /a")
  }

  @Test func `a large answer arrives whole`() throws {
    let response = try running.client().exchange("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(response.body.utf8.count == 4 << 20)
  }

  @Test func `an answer that cannot be sent becomes 500`() throws {
    let response = try running.client().exchange("GET /bad HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(response.status == 500)
  }
}
