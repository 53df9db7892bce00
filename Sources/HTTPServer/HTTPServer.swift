import Glibc
import Synchronization

/// Serves HTTP/1.1 on one address with loop threads of its own.
///
/// `SIGPIPE` is ignored for the whole process from the first server on. A server that goes out of
/// scope is stopped without waiting for what runs.
package final class HTTPServer: Sendable {
  /// The port that is bound, also where the configuration said 0.
  package let port: Int
  private let configuration: ServerConfiguration
  private let handler: any RequestHandler
  private let mailboxes: [Mailbox]
  private let state: Mutex<State>

  private enum State {
    case bound([ListeningSocket])
    case running([LoopThread])
    case stopped
  }

  /// Binds the address and listens; connections wait until `start()`.
  package init(
    configuration: ServerConfiguration, handler: any RequestHandler
  ) throws(HTTPServerError) {
    if let problem = configuration.problem { throw .invalidConfiguration(reason: problem) }
    signal(SIGPIPE, SIG_IGN)
    let sockets = try Self.listen(configuration)
    var mailboxes: [Mailbox] = []
    for _ in sockets { mailboxes.append(try Mailbox()) }
    port = sockets[0].port
    self.configuration = configuration
    self.handler = handler
    self.mailboxes = mailboxes
    state = Mutex(.bound(sockets))
  }

  deinit {
    stop(within: .zero)
  }

  /// Starts the loop threads and returns; possible once.
  package func start() throws(HTTPServerError) {
    try state.withLock { (state) throws(HTTPServerError) in
      guard case .bound(let sockets) = state else { throw .alreadyStarted }
      var threads: [LoopThread] = []
      do throws(HTTPServerError) {
        for index in sockets.indices { threads.append(try startLoop(index, on: sockets[index])) }
        state = .running(threads)
      } catch {
        state = .stopped
        end(threads, within: .zero)
        throw error
      }
    }
  }

  /// Stops and returns when no thread is left.
  ///
  /// From the call on there are no new connections, idle ones are cut, and what runs may finish
  /// for as long as `bound`. Then suspended requests are answered 503 and half-sent
  /// ones are cut; answers under way get one more second. Every answer of this time closes its
  /// connection. Blocks, so call it from a thread that may; a second call waits for the first.
  package func stop(within bound: Duration) {
    state.withLock { state in
      if case .running(let threads) = state { end(threads, within: bound) }
      state = .stopped
    }
  }

  private func end(_ threads: [LoopThread], within bound: Duration) {
    // A day is as good as for ever, and no sum with the clock overflows.
    let bound = min(max(bound, .zero), .seconds(86_400))
    for index in threads.indices { mailboxes[index].stop(within: bound) }
    for thread in threads { thread.join() }
  }

  private func startLoop(
    _ index: Int, on socket: ListeningSocket
  ) throws(HTTPServerError) -> LoopThread {
    let loop = EventLoop(
      index: index, configuration: configuration, handler: handler, mailbox: mailboxes[index])
    return try LoopThread(loop: loop, socket: socket)
  }

  /// One socket per thread, all on the port of the first.
  private static func listen(
    _ configuration: ServerConfiguration
  ) throws(HTTPServerError) -> [ListeningSocket] {
    let first = try ListeningSocket(
      address: try address(of: configuration, port: configuration.port), role: .first)
    let shared = try address(of: configuration, port: first.port)
    var sockets = [first]
    while sockets.count < configuration.threads {
      sockets.append(try ListeningSocket(address: shared, role: .further))
    }
    return sockets
  }

  private static func address(
    of configuration: ServerConfiguration, port: Int
  ) throws(HTTPServerError) -> SocketAddress {
    guard let address = SocketAddress(text: configuration.address, port: port) else {
      throw .invalidConfiguration(
        reason: "address must be an IPv4 or IPv6 address, not \(configuration.address)")
    }
    return address
  }
}
