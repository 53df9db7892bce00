import Domain
import Gateway
import Storage
import Wire

/// One writing request, alone or within a batch.
struct Wish {
  let method: HTTPMethod
  let target: HTTPTarget
  /// Null where there was none.
  let body: JSON
  let condition: EntityTagCondition?
  /// The words under which it may be repeated.
  let key: String?

  /// The command that it comes to; throws what is wrong with it.
  func command(
    _ match: Router.Match, _ caller: Caller, _ desk: Desk, _ services: Services
  ) throws -> PendingCommand {
    guard case .write(let make) = match.route.action else {
      throw Problem(
        .methodNotAllowed, "a batch holds writing commands only; read in a request of its own")
    }
    let problems = FieldProblems()
    let query = try Query(target, known: match.route.query, problems: problems)
    let proposal = try make(
      WriteContext(
        caller: caller, desk: desk, identifier: match.identifier, query: query, body: body,
        services: services, problems: problems))
    try problems.requireNone()
    return PendingCommand(
      proposal: proposal, caller: caller, condition: condition, repetition: repetition(caller))
  }

  private func repetition(_ caller: Caller) -> Submission.Repetition? {
    key.map { key in
      Submission.Repetition(
        key: IdempotencyKey(bearer: caller.key.id, text: key),
        fingerprint: Fingerprint.of(method, target, body))
    }
  }
}
