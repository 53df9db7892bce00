import AdapterKit
import Crypto
import Delivery
import Domain
import Gateway
import Views
import Wire

enum ChangesOperations {
  /// The longest wait in seconds, and how long a request waits that does not say.
  private static let longestWait = 30
  private static let standardLimit = 100

  /// What a party asks for at one of its own endpoints.
  static func read(_ context: ReadContext) throws -> AskedChanges {
    let limit = context.query.integer("limit", 1...Outbox.limit, standard: standardLimit)
    let wait = context.query.integer("wait", 0...longestWait, standard: longestWait)
    try context.query.requireNoProblems()
    guard !context.caller.isPending else { throw Problem.noView }
    let endpoint = try context.pulledEndpoint()
    let keys = try context.session.keys(of: context.caller.enterprise)
    guard let box = SealedBox(key: keys.cursors(of: context.caller.party)) else {
      throw Problem.readFailed
    }
    let token = ChangesToken(box, of: endpoint.id)
    let told = context.query["after"].flatMap { $0.isEmpty ? nil : $0 }
    let after = try told.map { text in
      guard let mark = token.mark(in: text) else { throw Problem.unknownMark }
      return mark
    }
    return AskedChanges(
      request: PullRequest(
        endpoint: endpoint.id, after: after, limit: limit, wait: .seconds(wait)),
      caller: context.caller, token: token, random: context.services.random)
  }
}

/// A request for events on its way, with what its answer is worded by.
struct AskedChanges: Sendable {
  let request: PullRequest
  let caller: Caller
  let token: ChangesToken
  let random: any RandomSource

  /// `state` is the newest: who was let in a while ago may not be any more.
  func reply(to result: Result<PullAnswer, PullFailure>, in state: PublishedState) -> Reply {
    do {
      try state.requireStanding(of: caller)
      return try reply(to: result.get())
    } catch let failure as PullFailure {
      return problem(failure).reply
    } catch {
      return APIService.reply(to: error)
    }
  }

  private func reply(to answer: PullAnswer) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("events")
    writer.beginArray()
    for event in answer.events {
      writer.beginObject()
      writer.member("id", event.id)
      writer.key("event")
      writer.raw(event.body)
      writer.endObject()
    }
    writer.endArray()
    writer.member("next", token.text(of: answer.next, random: random))
    writer.endObject()
    return Reply(.ok, body: writer.finish(), fields: [.cacheControl: "no-store"])
  }

  private func problem(_ failure: PullFailure) -> Problem {
    switch failure {
    case .refused(.unknown): .unknownMark
    case .refused(.gone): gone
    case .held:
      Problem(.wrongState, "the endpoint is not active and is told nothing; make it active first")
    case .removed: Problem(.notFound(.endpoint))
    case .busy:
      Problem(
        .unavailable, "too many requests wait for changes; ask with one at a time, or in a moment",
        fields: [.retryAfter: "5"])
    case .unavailable:
      Problem(
        .unavailable, "the endpoint is not served at present; ask again in a moment",
        fields: [.retryAfter: "5"])
    case .stopping: Problem(SubmissionFailure.stopping)
    }
  }

  private var gone: Problem {
    let path = "/v1/endpoints/\(caller.ids.text(request.endpoint.record, .endpoint))/snapshot"
    let link = HTTPFieldValue("<\(path)>; rel=\"https://weir.example/relations/snapshot\"")
    return Problem(
      .positionNotRetained,
      "more was acknowledged at this endpoint than `after` says, and is not kept: POST to `snapshot`,"
        + " empty the copy, and ask without `after`",
      errors: [FieldProblem(place: .parameter("after"), detail: "lies too far back")],
      snapshot: path, fields: link.map { [.link: $0] } ?? [:])
  }
}

extension ReadContext {
  /// The endpoint that the query names, or the only one at which the caller's party asks itself.
  fileprivate func pulledEndpoint() throws -> Endpoint {
    let own = session.enterprise(caller.enterprise)?.endpoints ?? [:]
    if let text = query["endpoint"] {
      guard let id = ids.record(text, .endpoint), let endpoint = own[EndpointID(id)],
        endpoint.party == caller.party
      else { throw Problem.unknownReference("endpoint", "endpoint") }
      guard endpoint.isPulled else {
        throw Problem(
          .wrongState,
          "events are sent to this endpoint; create one whose `transport` has the kind pull")
      }
      return endpoint
    }
    let pulled = own.values.filter { $0.party == caller.party && $0.isPulled }
    guard pulled.count <= 1 else {
      query.reject("endpoint", "is missing: this party has \(pulled.count) that it can ask at")
      throw query.problem
    }
    guard let endpoint = pulled.first else {
      throw Problem(
        .wrongState,
        "this party has no endpoint to ask at; create one whose `transport` has the kind pull")
    }
    return endpoint
  }
}

extension Problem {
  fileprivate static let unknownMark = Problem(
    .invalidCursor,
    "this is not the `next` of an answer at this endpoint; ask with the last one that you were given",
    errors: [FieldProblem(place: .parameter("after"), detail: "is not known here")])
}
