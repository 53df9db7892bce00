import HTTPClient
import Testing
import Wire

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
  @Test func `a post arrives with its fields and its body byte for byte`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let client = try makeClient()
    let completion = try client.complete(
      OutgoingRequest(
        token: 7, method: .post, url: makeURL(server.port, path: "/hook?a=b"),
        fields: ["Content-Type": "application/json", "X-Empty": "", "X-Sign": "a; b=c, d"],
        body: Array(#"{"a":"\u0000é"}"#.utf8)))
    #expect(completion.token == 7)
    #expect(completion.response?.status == 204)
    #expect(completion.sends == 1)
    #expect(completion.remoteAddress == IPAddress("127.0.0.1"))
    #expect(
      server.seen.requests == [
        "POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nUser-Agent: weir-tests\r\n"
          + "Accept: */*\r\nContent-Type: application/json\r\nX-Empty:\r\nX-Sign: a; b=c, d\r\n"
          + "Content-Length: 16\r\n\r\n" + #"{"a":"\u0000é"}"#
      ])
  }

  @Test func `many requests to one host use one connection`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let client = try makeClient()
    let url = try makeURL(server.port)
    for token in 0..<20 {
      let completion = try client.complete(
        OutgoingRequest(token: UInt64(token), method: .post, url: url, body: [UInt8(token)]))
      #expect(completion.response?.status == 204)
    }
    #expect(server.seen.accepted == 1)
    #expect(server.seen.requests.count == 20)
  }

  @Test func `each request goes to its own URL, with nothing of the last one in it`() throws {
    let (first, second) = (
      try LoopbackServer(always: .answer(LoopbackServer.empty)),
      try LoopbackServer(always: .answer(LoopbackServer.empty))
    )
    defer {
      first.stop()
      second.stop()
    }
    let client = try makeClient()
    let targets = [
      (first, "/one?a=b"), (first, "/two"), (second, "/"), (first, "/two"), (first, "/x%2Fy%20"),
      (second, "/?q"), (second, "/?q"), (first, "/one"),
    ]
    for (server, path) in targets {
      let completion = try client.complete(
        OutgoingRequest(method: .get, url: makeURL(server.port, path: path)))
      #expect(completion.response?.status == 204)
    }
    func heads(_ server: LoopbackServer) -> [String] {
      server.seen.requests.map { $0.split(separator: "\r\n").prefix(2).joined(separator: " ") }
    }
    #expect(
      heads(first)
        == ["/one?a=b", "/two", "/two", "/x%2Fy%20", "/one"].map {
          "GET \($0) HTTP/1.1 Host: 127.0.0.1:\(first.port)"
        })
    #expect(
      heads(second)
        == ["/", "/?q", "/?q"].map { "GET \($0) HTTP/1.1 Host: 127.0.0.1:\(second.port)" })
  }
}
