import HTTPClient
import Synchronization
import Testing
import Wire

@Suite(.timeLimit(.minutes(1)))
struct LoopTests {
  @Test func `a last look that says no lets no byte out`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let client = try makeClient()
    var asked: [UInt64] = []
    client.lastLook = { token in
      asked.append(token)
      return false
    }
    let completion = try client.complete(
      OutgoingRequest(token: 42, method: .post, url: makeURL(server.port), body: [1]))
    #expect(completion.failure?.kind == .withdrawn)
    #expect(completion.sends == 0)
    #expect(asked == [42])
    server.waitUntilAllClosed()
    #expect(server.seen.accepted == 1)
    #expect(server.seen.bytes == 0)
  }

  @Test func `the last look also stands before a kept connection`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let client = try makeClient()
    client.lastLook = { $0 == 1 }
    let url = try makeURL(server.port)
    let first = try client.complete(OutgoingRequest(token: 1, method: .post, url: url))
    let second = try client.complete(OutgoingRequest(token: 2, method: .post, url: url))
    #expect(first.response?.status == 204)
    #expect(second.failure?.kind == .withdrawn)
    #expect(server.seen.requests.count == 1)
  }

  @Test func `the waker ends a wait from another thread`() throws {
    let client = try makeClient()
    let waker = client.waker
    spawn { waker.wake() }
    #expect(client.run(upTo: .seconds(3600)).isEmpty)
  }

  @Test func `a wake between two runs is kept once`() throws {
    let client = try makeClient()
    let waker = client.waker
    waker.wake()
    waker.wake()
    #expect(client.run(upTo: .seconds(3600)).isEmpty)
    #expect(client.run(upTo: .zero).isEmpty)
    waker.wake()
    #expect(client.run(upTo: .seconds(3600)).isEmpty)
  }

  @Test func `a waker may outlive its client`() throws {
    var client: HTTPClient? = try makeClient()
    let waker = try #require(client?.waker)
    client = nil
    waker.wake()
    #expect(client == nil)
  }

  @Test func `a request under way is cancelled`() throws {
    let server = try LoopbackServer(always: .hang)
    defer { server.stop() }
    let client = try makeClient()
    client.start(OutgoingRequest(token: 1, method: .post, url: try makeURL(server.port)))
    while server.seen.requests.isEmpty { #expect(client.run(upTo: .milliseconds(1)).isEmpty) }
    client.cancel(1)
    let completions = client.run(upTo: .seconds(3600))
    #expect(completions.map(\.failure?.kind) == [.cancelled])
    #expect(completions.first?.sentFirstByte == true)
    #expect(client.inFlight == 0)
  }

  @Test func `all requests are cancelled, waiting ones included`() throws {
    let server = try LoopbackServer(always: .hang)
    defer { server.stop() }
    let client = try makeClient { $0.connectionsPerHost = 2 }
    for token in 0..<10 {
      client.start(
        OutgoingRequest(token: UInt64(token), method: .post, url: try makeURL(server.port)))
    }
    while server.seen.requests.count < 2 { _ = client.run(upTo: .milliseconds(1)) }
    #expect(client.inFlight == 10)
    client.cancelAll()
    let completions = client.run(upTo: .zero)
    #expect(Set(completions.map(\.token)) == Set(0..<10))
    #expect(completions.count { $0.sentFirstByte } == 2)
    #expect(completions.allSatisfy { $0.failure?.kind == .cancelled })
  }

  @Test func `what has no room to wait is told so`() throws {
    let client = try makeClient { $0.maximumWaiting = 2 }
    for token in 0..<3 {
      client.start(OutgoingRequest(token: UInt64(token), method: .get, url: try makeURL(9)))
    }
    let completions = client.finishAll()
    #expect(completions.first { $0.token == 2 }?.failure?.kind == .noRoom)
    #expect(completions.count == 3)
  }

  @Test func `a client with open connections and requests under way goes away cleanly`() throws {
    let server = try LoopbackServer { number, _ in
      number == 0 ? .answer(LoopbackServer.empty) : .hang
    }
    defer { server.stop() }
    do {
      let client = try makeClient()
      let url = try makeURL(server.port)
      _ = try client.complete(OutgoingRequest(method: .get, url: url))
      client.start(OutgoingRequest(method: .get, url: url))
      while server.seen.requests.count < 2 { _ = client.run(upTo: .milliseconds(1)) }
    }
    server.waitUntilAllClosed()
    #expect(server.seen.connections.isEmpty)
  }

  @Test func `five hundred requests to two hundred hosts all come back`() throws {
    let server = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { server.stop() }
    let client = try makeClient {
      $0.hostsPerShard = 20
      $0.spread = 4
      $0.inFlightPerShard = 16
    }
    for token in 0..<500 {
      let host = "127.1.\(token % 200 / 100).\(1 + token % 100)"
      client.start(
        OutgoingRequest(
          token: UInt64(token), method: .post, url: try makeURL(server.port, host: host),
          body: Array("\(token)".utf8)))
    }
    let completions = client.finishAll()
    #expect(completions.count == 500)
    #expect(Set(completions.map(\.token)).count == 500)
    #expect(completions.allSatisfy { $0.response?.status == 204 })
    #expect(server.seen.requests.count == 500)
  }

  @Test func `a slow host does not hold up another in the same shard`() throws {
    let slow = try LoopbackServer(always: .hang)
    defer { slow.stop() }
    let quick = try LoopbackServer(always: .answer(LoopbackServer.empty))
    defer { quick.stop() }
    let client = try makeClient {
      $0.spread = 1
      $0.connectionsPerHost = 2
      $0.inFlightPerShard = 4
    }
    for _ in 0..<20 {
      client.start(OutgoingRequest(token: 1, method: .get, url: try makeURL(slow.port)))
    }
    client.start(OutgoingRequest(token: 2, method: .get, url: try makeURL(quick.port)))
    let completions = client.run(upTo: .seconds(10))
    #expect(completions.map(\.token) == [2])
    client.cancelAll()
  }

  @Test func `the blocking client answers or throws`() throws {
    let server = try LoopbackServer { number, _ in
      number == 0 ? .answer("HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno") : .reset
    }
    defer { server.stop() }
    let client = try BlockingClient(configuration: makeConfiguration())
    let response = try client.send(OutgoingRequest(method: .get, url: makeURL(server.port)))
    #expect(response.status == 404)
    #expect(response.body == Array("no".utf8))
    let refused = try BlockingClient(configuration: makeConfiguration(allowing: []))
    #expect(throws: Failure.self) {
      try refused.send(OutgoingRequest(method: .get, url: makeURL(server.port)))
    }
  }
}
