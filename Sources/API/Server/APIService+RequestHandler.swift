package import HTTPServer
package import Wire

extension APIService: RequestHandler {
  package func admit(_ head: RequestHead) -> HTTPResponse? {
    refusal(head.method, head.target, head.fields, onThread: head.threadIndex)
  }

  package func handle(_ request: IncomingRequest, pending: PendingAnswer) -> Answer {
    let now = answer(request.message, onThread: request.head.threadIndex) { make in
      pending.complete(making: make)
    }
    return now.map { .now($0) } ?? .later
  }

  package func response(to refusal: Refusal) -> HTTPResponse {
    response(toRefused: refusal.status, because: refusal.reason)
  }
}
