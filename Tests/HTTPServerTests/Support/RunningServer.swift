import HTTPServer

/// A server with the test handler on a port of its own.
struct RunningServer {
  let handler = TestHandler()
  let server: HTTPServer

  init(_ change: (inout ServerConfiguration) -> Void = { _ in }) throws {
    var configuration = ServerConfiguration(threads: 2)
    change(&configuration)
    server = try HTTPServer(configuration: configuration, handler: handler)
    try server.start()
  }

  func client() throws -> TestClient {
    try TestClient(port: server.port)
  }
}
