import HTTPServer
import Testing

@Suite struct CutTests {
  @Test func `a cut request gets no byte, and the server goes on`() throws {
    let running = try RunningServer()
    let client = try running.client()
    client.send("POST /cut HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
    #expect(throws: TestClient.Failure.self) { try client.response() }
    let other = try running.client()
    #expect(try other.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
    running.server.stop(within: .zero)
  }
}
