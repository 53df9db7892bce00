package import Wire

/// Answers requests; one handler serves all loop threads.
///
/// Every call comes on a loop thread that serves many connections: none may block or take long.
/// None may call `HTTPServer.stop(within:)`.
///
/// The server adds `Date` and the framing to each answer: a `Content-Length` or
/// `Transfer-Encoding` among its fields is left out, and `Connection: close` closes after it. A
/// status below 200 is answered 500. For HEAD give the answer of GET: the length of its body is
/// told and the body is not sent.
package protocol RequestHandler: Sendable {
  /// Decides on a request whose body was not read yet; nil lets it in. An answer here refuses it,
  /// and if it has a body, the body stays unread and the connection is closed after the answer.
  func admit(_ head: RequestHead) -> HTTPResponse?

  /// Answers a complete request, or keeps `pending` and says `.later`.
  func handle(_ request: IncomingRequest, pending: PendingAnswer) -> Answer

  /// Words the answer to a request that the server itself refuses.
  func response(to refusal: Refusal) -> HTTPResponse
}

extension RequestHandler {
  package func admit(_ head: RequestHead) -> HTTPResponse? {
    nil
  }

  package func response(to refusal: Refusal) -> HTTPResponse {
    HTTPResponse(
      refusal.status, fields: [.contentType: "text/plain; charset=utf-8"],
      body: Array("\(refusal.reason)\n".utf8))
  }
}

/// What a handler made of a request.
package enum Answer: Sendable {
  /// Sent by the loop thread at once.
  case now(HTTPResponse)
  /// The connection waits, the thread goes on; `PendingAnswer.complete(_:)` ends the wait. There
  /// is no time limit but the handler's own.
  case later
  /// None: the connection is reset, as if the server had died.
  case cut
}
