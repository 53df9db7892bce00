import HTTPServer
import Testing
import Wire

@Suite(.serialized) struct ConnectionLoadTests {
  /// Every client has one request under way at a time, so that all become ready together: the
  /// numbers are those at which a loop that asks twice for events would stall.
  @Test(arguments: ["/now", "/thread"], [(1, 128), (1, 256), (2, 128), (2, 256)])
  func `many connections in lock step are all answered`(
    path: String, size: (threads: Int, connections: Int)
  ) throws {
    let (threads, count) = size
    let running = try RunningServer { $0.threads = threads }
    let clients = try (0..<count).map { _ in try running.client() }
    for _ in 0..<20 {
      for client in clients {
        client.send("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
      }
      for client in clients { #expect(try client.response().status == 200) }
    }
    #expect(running.handler.requests.count == 20 * count)
  }

  @Test func `connections over the limit wait until others end`() throws {
    let running = try RunningServer {
      $0.threads = 1
      $0.maximumConnections = 2
    }
    var first: [TestClient] = []
    for _ in 0..<2 {
      let client = try running.client()
      _ = try client.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      first.append(client)
    }
    let third = try running.client()
    third.send("GET /third HTTP/1.1\r\nHost: x\r\n\r\n")
    first.removeFirst()
    #expect(try third.response().body == "GET /third")
  }
}
