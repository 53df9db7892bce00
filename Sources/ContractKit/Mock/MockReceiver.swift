import HTTPServer
import Wire

/// Receives as a partner would, and misbehaves as it is told.
final class MockReceiver: RequestHandler {
  private let verifier: WebhookVerifier
  private let showsState: Bool
  private let now: @Sendable () -> Timestamp
  private let log: @Sendable (String) -> Void
  let desk: MockDesk

  init(
    _ configuration: MockConfiguration, now: @escaping @Sendable () -> Timestamp,
    log: @escaping @Sendable (String) -> Void
  ) throws(ContractError) {
    guard !configuration.secrets.isEmpty else {
      throw ContractError("a mock partner needs at least one secret to verify with")
    }
    var keys: [WebhookKey] = []
    for text in configuration.secrets { keys.append(try WebhookKey(text)) }
    verifier = WebhookVerifier(keys: keys)
    showsState = configuration.showsState
    self.now = now
    self.log = log
    desk = MockDesk(configuration.misbehaviour)
  }

  func invent() throws(ContractError) {
    let event = try InventedEvent.event()
    desk.invent(event, at: now())
    log("\(event.type) \(InventedEvent.record): invented, nobody sent it")
  }

  func handle(_ request: IncomingRequest, pending: PendingAnswer) -> Answer {
    if showsState, request.head.method == .get, let shown = shown(at: request.head.target) {
      return .now(
        HTTPResponse(.ok, fields: [.contentType: "application/json"], body: shown.bytes))
    }
    desk.countRequest()
    guard request.head.method == .post else {
      return .now(HTTPResponse(.methodNotAllowed, fields: [.allow: "POST"]))
    }
    do throws(WebhookRefusal) {
      let id = try verifier.verify(request.head.fields, body: request.body, now: now())
      return receive(id, request.body, pending)
    } catch {
      return .now(refusal("\(error)", .unauthorized))
    }
  }

  private func shown(at target: HTTPTarget) -> JSON? {
    switch target.path {
    case "/_mock/state": return desk.state.json
    case "/_mock/events":
      let query = target.query.flatMap { QueryItems(parsing: $0) }
      return desk.state.json(from: query?["from"].flatMap { Int($0) } ?? 0)
    default: return nil
    }
  }

  private func receive(_ id: String, _ body: [UInt8], _ pending: PendingAnswer) -> Answer {
    do throws(ContractError) {
      let event = try ReceivedEvent(id: id, body: body)
      return answer(to: event, pending)
    } catch {
      return .now(refusal("event \(id): \(error)", .badRequest))
    }
  }

  private func refusal(_ reason: String, _ status: HTTPStatus) -> HTTPResponse {
    desk.add(problem: reason)
    log("refused with \(status): \(reason)")
    return HTTPResponse(
      status, fields: [.contentType: "text/plain; charset=utf-8"], body: Array("\(reason)\n".utf8))
  }

  private func answer(to event: ReceivedEvent, _ pending: PendingAnswer) -> Answer {
    let reaction = desk.take(event, at: now())
    reaction.lines.forEach(log)
    switch reaction.answer {
    case .reset: return .cut
    case .hang:
      desk.keep(pending)
      return .later
    case .response(let response):
      guard reaction.delay > .zero else { return .now(response) }
      pending.complete(response, after: reaction.delay)
      return .later
    }
  }
}
