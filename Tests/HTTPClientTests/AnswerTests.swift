import HTTPClient
import Testing
import Wire

@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
  @Test func `status, fields and body come back`() throws {
    let answer = try answer(
      to: .answer(
        "HTTP/1.1 429 Slow Down\r\nRetry-After:  7 \r\nX-A: 1\r\nx-a: 2\r\n"
          + "Content-Length: 3\r\n\r\nabc"
      ))
    let response = try #require(answer.response)
    #expect(response.status == 429)
    #expect(response.fields.first("retry-after") == "7")
    #expect(response.fields.all("X-A") == ["1", "2"])
    #expect(response.body == Array("abc".utf8))
    #expect(!response.isTruncated)
    #expect(answer.timings.firstByte != nil)
  }

  @Test(arguments: [0, 1, 9]) func `a body is cut at the limit`(limit: Int) throws {
    let answer = try answer(
      to: .answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"), limit: limit)
    let response = try #require(answer.response)
    #expect(response.body == Array("0123456789".utf8.prefix(limit)))
    #expect(response.isTruncated)
  }

  @Test func `a body of exactly the limit is whole`() throws {
    let answer = try answer(
      to: .answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"), limit: 10)
    #expect(answer.response?.isTruncated == false)
  }

  @Test func `a body far over the limit ends the reading`() throws {
    let body = String(repeating: "x", count: 4_000_000)
    let answer = try answer(to: .answer("HTTP/1.1 200 OK\r\n\r\n" + body), limit: 100)
    let response = try #require(answer.response)
    #expect(response.body.count == 100)
    #expect(response.isTruncated)
  }

  @Test func `interim answers are dropped`() throws {
    let answer = try answer(
      to: .answer(
        "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n" + "HTTP/1.1 201 Created\r\nX-Late: 1\r\n"
          + "Content-Length: 0\r\n\r\n"))
    #expect(answer.response?.status == 201)
    #expect(answer.response?.fields.map(\.name.lowercased) == ["x-late", "content-length"])
  }

  @Test(
    arguments: [
      LoopbackServer.Reaction.answerAndClose(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
      .answerAndReset("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
      .answerAndClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf"),
    ])
  func `a final status counts though the stream breaks`(reaction: LoopbackServer.Reaction) throws {
    let response = try #require(try answer(to: reaction).response)
    #expect(response.status == 200)
    #expect(response.body == Array("half".utf8))
    #expect(response.isTruncated)
  }

  @Test func `a final status counts though the rest takes too long`() throws {
    let server = try LoopbackServer { number, _ in
      number == 0 ? .answer("HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\n") : .hang
    }
    defer { server.stop() }
    let completion = try makeClient().complete(
      OutgoingRequest(
        method: .post, url: makeURL(server.port), totalTimeLimit: .milliseconds(150)))
    #expect(completion.response?.status == 202)
    #expect(completion.response?.isTruncated == true)
  }

  @Test func `a redirect is an answer and is not followed`() throws {
    let server = try LoopbackServer { _, _ in
      .answer("HTTP/1.1 307 Go\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    let completion = try makeClient().complete(
      OutgoingRequest(method: .post, url: makeURL(server.port), body: [1]))
    #expect(completion.response?.status == 307)
    #expect(completion.response?.fields.first(.location) == "/elsewhere")
    #expect(server.seen.requests.count == 1)
  }

  @Test(
    arguments: [
      LoopbackServer.Reaction.answerAndClose("not HTTP at all\r\n\r\n"),
      .answerAndClose("HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: 300) + "\r\n"),
      .answerAndClose(
        "HTTP/1.1 200 OK\r\nA: " + String(repeating: "b", count: 90_000) + "\r\n\r\n"),
    ])
  func `an answer that is no HTTP or has an endless head is refused`(
    reaction: LoopbackServer.Reaction
  ) throws {
    let completion = try answer(to: reaction)
    #expect(completion.failure?.kind == .protocolError)
    #expect(completion.sentFirstByte)
  }

  private func answer(
    to reaction: LoopbackServer.Reaction, limit: Int = 16_384
  ) throws -> Completion {
    let server = try LoopbackServer(always: reaction)
    defer { server.stop() }
    return try makeClient().complete(
      OutgoingRequest(
        method: .post, url: makeURL(server.port), body: [1], maximumResponseBytes: limit))
  }
}
