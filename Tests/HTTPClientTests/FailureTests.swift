import Glibc
import HTTPClient
import Testing
import Wire

@Suite(.timeLimit(.minutes(1)))
struct FailureTests {
  @Test func `silence ends at the time limit, and something was sent`() throws {
    let server = try LoopbackServer(always: .hang)
    defer { server.stop() }
    let completion = try makeClient().complete(
      OutgoingRequest(
        method: .post, url: makeURL(server.port), totalTimeLimit: .milliseconds(100)))
    #expect(completion.failure?.kind == .timeout)
    #expect(completion.sentFirstByte)
    #expect(completion.duration >= .milliseconds(90))
  }

  @Test func `a refused connection sends nothing`() throws {
    let server = try LoopbackServer(always: .hang)
    server.stop()
    let url = try makeURL(try unusedPort())
    let completion = try makeClient().complete(OutgoingRequest(method: .post, url: url))
    #expect(completion.failure?.kind == .connect)
    #expect(!completion.sentFirstByte)
  }

  @Test(
    arguments: [
      LoopbackServer.Reaction.reset, .answerAndClose(""),
      .answerAndReset("HTTP/1.1 200 OK\r\nContent-Le"),
    ])
  func `a stream that breaks before the answer is a reset`(
    reaction: LoopbackServer.Reaction
  ) throws {
    let server = try LoopbackServer(always: reaction)
    defer { server.stop() }
    let completion = try makeClient().complete(
      OutgoingRequest(method: .post, url: makeURL(server.port), body: [1]))
    #expect(completion.failure?.kind == .reset)
    #expect(completion.sends == 1)
  }

  @Test func `a name that does not exist is told in plain words`() throws {
    let url = try HTTPURL(parsing: "http://no-such-host.invalid/secret?key=hidden")
    let completion = try makeClient().complete(
      OutgoingRequest(method: .post, url: url, totalTimeLimit: .seconds(30)))
    let failure = try #require(completion.failure)
    #expect(failure.kind == .dns)
    #expect(failure.message.contains("does not resolve"))
    #expect(!failure.message.contains("hidden"))
    #expect(!completion.sentFirstByte)
  }

  @Test func `loopback is refused unless the policy allows it`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let address = try #require(IPAddress("127.0.0.1"))
    let completion = try makeClient(allowing: []).complete(
      OutgoingRequest(method: .post, url: makeURL(server.port)))
    #expect(completion.failure?.kind == .egressRefused(address))
    #expect(completion.failure?.message.contains("127.0.0.1") == true)
    #expect(!completion.sentFirstByte)
    #expect(server.seen.accepted == 0)
  }

  @Test(arguments: ["127.0.0.0/8", "127.0.0.1/32"])
  func `an allowed network is reached`(network: String) throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let completion = try makeClient(allowing: [network]).complete(
      OutgoingRequest(method: .post, url: makeURL(server.port)))
    #expect(completion.response?.status == 204)
  }

  @Test func `a name that resolves to a refused address is refused`() throws {
    let completion = try makeClient(allowing: []).complete(
      OutgoingRequest(method: .get, url: makeURL(9, host: "localhost")))
    guard case .egressRefused = completion.failure?.kind else {
      Issue.record("The outcome is \(completion.outcome).")
      return
    }
  }

  @Test(arguments: ["Host", "content-length", "Transfer-Encoding", "CONNECTION", "Expect", "TE"])
  func `a field that frames the message is refused`(name: String) throws {
    var fields = HTTPFields()
    try fields.append(name: name, text: "1")
    let completion = try makeClient().complete(
      OutgoingRequest(method: .post, url: makeURL(9), fields: fields))
    #expect(completion.failure?.kind == .invalidRequest)
    #expect(!completion.sentFirstByte)
  }

  @Test func `a value cannot bring a further field`() throws {
    let text = "a\r\nX-Injected: 1"
    #expect(HTTPFieldValue(text) == nil)
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let completion = try makeClient().complete(
      OutgoingRequest(
        method: .get, url: makeURL(server.port, path: "/a%0D%0AX-Injected:1"),
        fields: ["X-Plain": "a: b; X-Other: c"]))
    #expect(completion.response?.status == 204)
    let lines = try #require(server.seen.requests.first).split(separator: "\r\n")
    #expect(lines.first == "GET /a%0D%0AX-Injected:1 HTTP/1.1")
    #expect(!lines.dropFirst().contains { $0.hasPrefix("X-Injected") || $0.hasPrefix("X-Other") })
  }

  @Test func `a dead kept connection is replaced and both sends are counted`() throws {
    let server = try LoopbackServer { number, _ in
      number == 1 ? .reset : .answer(LoopbackServer.empty)
    }
    defer { server.stop() }
    let client = try makeClient()
    let request = OutgoingRequest(method: .post, url: try makeURL(server.port), body: [1])
    #expect(try client.complete(request).sends == 1)
    let second = try client.complete(request)
    #expect(second.response?.status == 204)
    #expect(second.sends == 2)
    #expect(server.seen.requests.count == 3)
  }

  /// A port that was free a moment ago.
  private func unusedPort() throws -> Int {
    let server = try LoopbackServer(always: .hang)
    server.stop()
    return server.port
  }
}
