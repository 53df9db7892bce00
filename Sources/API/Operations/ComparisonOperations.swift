import Domain
import Gateway
import Storage
import Views
import Wire

enum ComparisonOperations {
  /// What a party says of its copy.
  ///
  /// A partner speaks of its own; a key of the enterprise may speak of a partner's, in the ids that
  /// the partner knows.
  static func read(_ context: WriteContext) throws -> AskedComparison {
    var members = try context.members()
    let party = members.optional("party", .organization(context.ids)) ?? context.caller.party
    try context.requireViewer(party)
    let ids = try context.reader.session.ids(of: party, in: context.caller.enterprise)
    let head = try context.reader.session.head(of: context.caller.enterprise).position
    let since = members.optional("at", .position(ids, upTo: head))
    let endpoint = members.optional("endpoint", .text).map { ($0, context.endpoint($0, of: party)) }
    let claims = members.required("ranges", .claims)
    members.end()
    if let endpoint, endpoint.1 == nil {
      throw Problem.unknownMember("endpoint", "endpoint of this party")
    }
    try context.problems.requireNone()
    guard let claims else { throw context.problems.problem }
    let request = ViewComparisonRequest(
      enterprise: context.caller.enterprise, party: party, endpoint: endpoint?.1, since: since,
      claims: claims)
    return AskedComparison(request: request, ids: ids)
  }
}

/// A comparison on its way, with what its answer is worded by.
struct AskedComparison: Sendable {
  let request: ViewComparisonRequest
  /// Those of the party whose view it is.
  let ids: PartyIDs

  func reply(to result: Result<ViewComparisonAnswer, ViewComparisonFailure>) -> Reply {
    switch result {
    case .success(let answer): reply(to: answer)
    case .failure(let failure): Problem(failure).reply
    }
  }

  private func reply(to answer: ViewComparisonAnswer) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("at", ids.at(answer.position))
    writer.key("ranges")
    writer.beginArray()
    for verdict in answer.verdicts { verdict.write(to: &writer) }
    writer.endArray()
    writer.endObject()
    return Reply(.ok, body: writer.finish())
  }
}

extension Problem {
  /// Why a copy was not compared.
  init(_ failure: ViewComparisonFailure) {
    switch failure {
    case .notRetained:
      self.init(
        .positionNotRetained,
        "what changed since `at` is not known any more; compare without it, or with a newer one",
        errors: [FieldProblem(place: .pointer(JSONPointer(["at"])), detail: "lies too far back")])
    case .busy:
      self.init(
        .unavailable, "too many comparisons wait; repeat this one in a moment",
        fields: [.retryAfter: "5"])
    case .stopping: self.init(SubmissionFailure.stopping)
    case .unavailable: self = .readFailed
    }
  }
}

extension WriteContext {
  /// Throws unless the caller may ask about the view of a party, and the party has one.
  fileprivate func requireViewer(_ party: Party) throws(Problem) {
    guard let partner = party.partner else {
      guard caller.isBrand else { throw .unknownMember("party", "organization") }
      return
    }
    let state = reader.session.enterprise(caller.enterprise)?.topology.partners[partner]?.state
    guard party == caller.party || (caller.isBrand && state != nil) else {
      throw .unknownMember("party", "organization")
    }
    guard state == .active else {
      throw Problem(.wrongState, "the partner is not active, and its copies are not moved")
    }
  }

  /// An endpoint that the caller may know of and that belongs to a party.
  fileprivate func endpoint(_ text: String, of party: Party) -> EndpointID? {
    guard let id = ids.record(text, .endpoint),
      case .endpoint(let endpoint)? = try? reader.known(id, .endpoint, to: caller),
      endpoint.party == party
    else { return nil }
    return endpoint.id
  }
}

extension Problem {
  /// A member of the body that names nothing which the caller could use.
  static func unknownMember(_ name: String, _ kind: String) -> Problem {
    let detail = "names no \(kind) that can be used here"
    return Problem(
      .invalidReference, "`\(name)` \(detail); check the id, or list what is there",
      errors: [FieldProblem(place: .pointer(JSONPointer([name])), detail: detail)])
  }
}
