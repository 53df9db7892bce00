import HTTPServer
import Synchronization
import Wire

/// Answers every request with the same bytes: at once, or from one worker thread while the
/// connection is suspended.
final class ConstantHandler: RequestHandler {
  private let response: HTTPResponse
  private let waiting: Mutex<[PendingAnswer]>?
  private let isOver = Atomic(false)

  init(_ response: HTTPResponse, isSuspended: Bool) {
    self.response = response
    waiting = isSuspended ? Mutex([]) : nil
  }

  func handle(_ request: IncomingRequest, pending: PendingAnswer) -> Answer {
    guard waiting != nil else { return .now(response) }
    let isFirst = waiting?.withLock { list in
      list.append(pending)
      return list.count == 1
    }
    if isFirst == true { Bell.constants.ring() }
    return .later
  }

  /// Answers what waits, until `end`; on a thread of its own.
  func work() {
    while !isOver.load(ordering: .relaxed) {
      Bell.constants.wait(within: .seconds(1))
      let batch = waiting?.withLock { list in
        defer { list = [] }
        return list
      }
      for pending in batch ?? [] { pending.complete(response) }
    }
  }

  func end() {
    isOver.store(true, ordering: .relaxed)
    Bell.constants.ring()
  }
}

/// A server that answers a constant, for as long as `body` runs.
enum ConstantServer {
  static func run<Result>(
    _ response: HTTPResponse, isSuspended: Bool, _ body: (Int) throws -> Result
  ) throws -> Result {
    let handler = ConstantHandler(response, isSuspended: isSuspended)
    let server = try HTTPServer(
      configuration: ServerConfiguration(threads: World.serverThreads), handler: handler)
    let worker = isSuspended ? try WorkThread { handler.work() } : nil
    defer {
      handler.end()
      worker?.join()
      server.stop(within: .zero)
    }
    try server.start()
    return try body(server.port)
  }
}
