/// Where a server listens and what one client may cost it.
package struct ServerConfiguration: Sendable {
  /// An IPv4 or IPv6 address as text, without brackets; names are not looked up.
  package var address: String
  /// 0 lets the system choose; `HTTPServer.port` tells the choice.
  package var port: Int
  /// Number of loop threads, each with its own listening socket: 1 to 64.
  package var threads: Int
  /// Total time for reading one request, from the connection (or the request line) to the last
  /// byte of the body.
  ///
  /// When it is over the connection is cut without an answer.
  package var requestTimeLimit: Duration
  /// Time that a connection may wait between requests.
  ///
  /// A request line that drips in is held
  /// against this limit too.
  package var idleTimeLimit: Duration
  /// Total time a client may take to read one response.
  package var responseTimeLimit: Duration
  /// Larger bodies are answered 413.
  package var maximumBodyBytes: Int
  /// Memory of one connection for request line and fields, at least 4096; what does not fit is
  /// answered 431.
  ///
  /// The fields of a response share it, so a client can use about half.
  package var maximumHeaderBytes: Int
  /// Open connections over all threads; each thread takes its equal share and leaves further
  /// connections waiting in the system's queue.
  package var maximumConnections: Int

  package init(
    address: String = "127.0.0.1", port: Int = 0, threads: Int = 1,
    requestTimeLimit: Duration = .seconds(30), idleTimeLimit: Duration = .seconds(60),
    responseTimeLimit: Duration = .seconds(60), maximumBodyBytes: Int = 1 << 20,
    maximumHeaderBytes: Int = 16 << 10, maximumConnections: Int = 10_000
  ) {
    self.address = address
    self.port = port
    self.threads = threads
    self.requestTimeLimit = requestTimeLimit
    self.idleTimeLimit = idleTimeLimit
    self.responseTimeLimit = responseTimeLimit
    self.maximumBodyBytes = maximumBodyBytes
    self.maximumHeaderBytes = maximumHeaderBytes
    self.maximumConnections = maximumConnections
  }

  /// The first setting that cannot work, as a sentence part; nil if all can.
  var problem: String? {
    let limits = [requestTimeLimit, idleTimeLimit, responseTimeLimit]
    return switch true {
    case !(0...65_535).contains(port): "port must be 0 to 65535, not \(port)"
    case !(1...64).contains(threads): "threads must be 1 to 64, not \(threads)"
    case limits.contains(where: { $0 < .milliseconds(1) || $0 > .seconds(86_400) }):
      "time limits must be 1 millisecond to 1 day"
    case !(0...(1 << 30)).contains(maximumBodyBytes):
      "maximumBodyBytes must be 0 to \(1 << 30), not \(maximumBodyBytes)"
    case !(4096...(1 << 20)).contains(maximumHeaderBytes):
      "maximumHeaderBytes must be 4096 to \(1 << 20), not \(maximumHeaderBytes)"
    case !(threads...1_000_000).contains(maximumConnections):
      "maximumConnections must be at least the number of threads and at most 1000000, not "
        + "\(maximumConnections)"
    default: nil
    }
  }
}
