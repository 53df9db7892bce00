import HTTPServer
import Testing

@Suite struct ServerSetupTests {
  private let handler = TestHandler()

  @Test func `two servers on port 0 get ports of their own`() throws {
    let first = try RunningServer()
    let second = try RunningServer()
    #expect(first.server.port != second.server.port)
    for running in [first, second] {
      #expect(try running.client().exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    }
  }

  @Test(arguments: [1, 2])
  func `a port in use is an error that says what to do`(threads: Int) throws {
    let first = try RunningServer()
    let configuration = ServerConfiguration(port: first.server.port, threads: threads)
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(configuration: configuration, handler: handler)
    }
    #expect(error == .addressInUse(address: "127.0.0.1", port: first.server.port))
    #expect(
      error?.description
        == "port \(first.server.port) on 127.0.0.1 is in use: stop the program that listens there "
        + "or choose another port")
  }

  @Test func `the port is free again after a stop`() throws {
    let first = try RunningServer()
    _ = try first.client().exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    first.server.stop(within: .zero)
    let second = try RunningServer { $0.port = first.server.port }
    #expect(second.server.port == first.server.port)
  }

  @Test func `an address of another machine is an error`() throws {
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(
        configuration: ServerConfiguration(address: "192.0.2.1"), handler: handler)
    }
    guard case .cannotListen(_, _, let operation, _)? = error else {
      Issue.record("unexpected: \(String(describing: error))")
      return
    }
    #expect(operation == "bind")
  }

  @Test(arguments: [
    ServerConfiguration(address: "localhost"), ServerConfiguration(port: -1),
    ServerConfiguration(port: 65_536), ServerConfiguration(threads: 0),
    ServerConfiguration(threads: 65), ServerConfiguration(requestTimeLimit: .zero),
    ServerConfiguration(idleTimeLimit: .seconds(100_000)),
    ServerConfiguration(maximumBodyBytes: -1), ServerConfiguration(maximumHeaderBytes: 100),
    ServerConfiguration(threads: 4, maximumConnections: 3),
  ])
  func `a setting that cannot work is an error`(configuration: ServerConfiguration) {
    let error = #expect(throws: HTTPServerError.self) {
      try HTTPServer(configuration: configuration, handler: handler)
    }
    guard case .invalidConfiguration? = error else {
      Issue.record("unexpected: \(String(describing: error))")
      return
    }
  }

  @Test func `a server that was never started lets go of its port`() throws {
    let port = try HTTPServer(configuration: ServerConfiguration(), handler: handler).port
    #expect(try RunningServer { $0.port = port }.server.port == port)
  }
}
