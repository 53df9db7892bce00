import HTTPServer
import Synchronization
import Wire

/// Answers with what it saw; keeps what it is told to keep.
final class TestHandler: RequestHandler {
  /// The requests that arrived, and the answers that are owed.
  struct Seen: Sendable {
    var requests: [IncomingRequest] = []
    var pending: [PendingAnswer] = []
  }

  private let seen = Mutex(Seen())

  var requests: [IncomingRequest] {
    seen.withLock { $0.requests }
  }

  func admit(_ head: RequestHead) -> HTTPResponse? {
    head.target.path == "/forbidden" ? HTTPResponse(.forbidden, body: Array("no".utf8)) : nil
  }

  func handle(_ request: IncomingRequest, pending: PendingAnswer) -> Answer {
    seen.withLock { $0.requests.append(request) }
    switch request.head.target.path {
    case "/later":
      seen.withLock { $0.pending.append(pending) }
      return .later
    case "/thread":
      onThread { pending.complete(HTTPResponse(.ok, body: Array("late".utf8))) }
      return .later
    case "/both":
      pending.complete(HTTPResponse(.accepted))
      return .now(HTTPResponse(.ok))
    case "/drop": return .later
    case "/cut": return .cut
    case "/empty": return .now(HTTPResponse(.noContent))
    case "/bad": return .now(HTTPResponse(HTTPStatus(100) ?? .ok))
    case "/large": return .now(HTTPResponse(.ok, body: Array(repeating: 0x78, count: 4 << 20)))
    default: return .now(HTTPResponse(.ok, body: echo(request)))
    }
  }

  /// Takes the answers that are owed, once there are `count` of them.
  func owed(_ count: Int) throws -> [PendingAnswer] {
    try until("\(count) suspended requests") { seen.withLock { $0.pending.count >= count } }
    return seen.withLock { seen in
      defer { seen.pending = [] }
      return seen.pending
    }
  }

  private func echo(_ request: IncomingRequest) -> [UInt8] {
    let line = "\(request.head.method) \(request.head.target)"
    return Array((request.body.isEmpty ? line : line + " ").utf8) + request.body
  }
}
