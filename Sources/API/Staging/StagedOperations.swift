import Domain
import Gateway
import Views
import Wire

/// Changes that wait for a person.
enum StagedOperations {
  /// Those that wait first.
  static func list(_ context: ReadContext) throws -> Reply {
    let scope = context.caller.party.scope(in: context.caller.enterprise)
    return try Listing(context).named(.stagedChange, in: scope)
  }

  static func reject(_ context: WriteContext) throws -> Proposal {
    let members = try context.optionalMembers()
    members.end()
    try context.problems.requireNone()
    return Proposal(
      .settleStaged(context.target(.stagedChange), .reject), kind: .stagedChange, status: .ok,
      target: context.subject(.stagedChange))
  }

  /// Carries the change out if it still takes away what was counted; else it waits on with what it
  /// would take away by now.
  static func allow(_ context: WriteContext) throws -> LaterAnswer {
    let members = try context.optionalMembers()
    members.end()
    try context.problems.requireNone()
    guard case .stagedChange(let staged) = try context.known(.stagedChange) else {
      throw Problem(.notFound(.stagedChange))
    }
    guard staged.state == .staged else {
      throw Problem(
        .wrongState, "this change was \(staged.state.name) already; it cannot be again")
    }
    switch staged.proposal {
    case .removals(let kind, let records):
      return try allow(staged, removing: records, kind, context)
    }
  }

  private static func allow(
    _ staged: StagedChange, removing records: [RecordID], _ kind: RecordKind,
    _ context: WriteContext
  ) throws -> LaterAnswer {
    let request = try RemovalRequest(allowed: records, kind, context)
    let topology = context.reader.session.topology(of: context.caller.enterprise)
    let count = request.count(on: topology)
    guard
      count.structure == staged.count.structure || count.records == staged.count.records
    else { return settling(staged, .recount(count), .accepted, context) }
    let settling = settling(staged, .allow, .ok, context)
    let run = RemovalRun(request, confirmation: .max)
    return LaterAnswer { gateway, completion in
      run.run(gateway) { outcome in
        switch outcome {
        case .failure(let problem): completion { problem.reply }
        case .success(let result) where result.refused.isEmpty: settling.run(gateway, completion)
        case .success(let result): completion { result.incomplete.reply }
        }
      }
    }
  }

  /// One step of a staged change, answered with it.
  private static func settling(
    _ staged: StagedChange, _ settlement: StagedChange.Settlement, _ status: HTTPStatus,
    _ context: WriteContext
  ) -> LaterAnswer {
    let answer = StagedAnswer(caller: context.caller, slot: context.desk.slot)
    return LaterAnswer { [caller = context.caller] gateway, completion in
      gateway.submit(
        Submission(
          enterprise: caller.enterprise, command: .settleStaged(staged.id, settlement),
          actor: caller.actor
        ) { result in
          completion {
            switch result {
            case .failure(let failure): Problem(failure).reply
            case .success(let outcome): answer.reply(outcome, status)
            }
          }
        })
    }
  }
}

extension RemovalRun.Result {
  /// Some stayed: what holds them is to be moved first, and then the rest is allowed again.
  fileprivate var incomplete: Problem {
    let first = refused.first.map { "; of \($0.record): \($0.problem.detail)" } ?? ""
    return Problem(
      .inUse,
      "\(removed) are removed and \(refused.count) stay\(first). Allow it again when this is settled"
    )
  }
}
