import Domain
import Gateway
import Views
import Wire

/// A staged change that a person has allowed, on its way.
///
/// It goes ahead only on the structure that it was counted on. On another one it is counted anew: if
/// the numbers are those that the person saw it goes ahead, else it waits on with the new ones.
struct Allowance: Sendable {
  private let staged: StagedChange
  private let caller: Caller

  /// How often it is counted because the structure moved before the commit.
  private static let attempts = 4

  typealias Completion = @Sendable (@escaping LaterAnswer.Wording) -> Void

  init(_ staged: StagedChange, _ caller: Caller) {
    self.staged = staged
    self.caller = caller
  }

  // MARK: Rules

  /// The rule and what waited change in one entry.
  var changingRules: LaterAnswer {
    LaterAnswer { gateway, completion in
      settle(.allow, on: staged.count.structure, gateway, completion) {
        count(gateway, attemptsLeft: Self.attempts, completion)
      }
    }
  }

  private func count(_ gateway: Gateway, attemptsLeft: Int, _ completion: @escaping Completion) {
    let request = MovementRequest(
      enterprise: caller.enterprise, command: .settleStaged(staged.id, .allow),
      actor: caller.actor, sampleLimit: StagedChange.Count.sampleLimit)
    gateway.count(request) { result in
      switch result {
      case .failure(let failure): completion { Problem(failure).reply }
      case .success(let report):
        let count = StagedChange.Count(report)
        guard count.isSame(as: staged.count) else {
          return settle(.recount(count), on: nil, gateway, completion) {}
        }
        settle(.allow, on: count.structure, gateway, completion) {
          guard attemptsLeft > 1 else {
            return completion { Problem(SubmissionFailure.structureMoved).reply }
          }
          self.count(gateway, attemptsLeft: attemptsLeft - 1, completion)
        }
      }
    }
  }

  // MARK: Removals

  /// Allowed first, so that nobody rejects what is under way, then removed; what a stop or a record in
  /// use has left is removed by allowing it again.
  func removing(_ request: RemovalRequest, _ context: WriteContext) throws -> LaterAnswer {
    let run = RemovalRun(request, confirmation: .max)
    guard staged.state == .staged else {
      let answer = StagedAnswer(caller: caller).reply(.stagedChange(staged), .ok)
      return LaterAnswer { gateway, completion in
        remove(run, gateway, completion) { answer }
      }
    }
    let topology = context.reader.session.topology(of: caller.enterprise)
    let count = request.count(on: topology)
    let isSame = count.structure == staged.count.structure || count.isSame(as: staged.count)
    return LaterAnswer { gateway, completion in
      guard isSame else { return settle(.recount(count), on: nil, gateway, completion) {} }
      settle(.allow, on: count.structure, gateway) { result in
        switch result {
        case .failure: completion { word(result) }
        case .success: remove(run, gateway, completion) { word(result) }
        }
      }
    }
  }

  private func remove(
    _ run: RemovalRun, _ gateway: Gateway, _ completion: @escaping Completion,
    _ word: @escaping LaterAnswer.Wording
  ) {
    run.run(gateway) { outcome in
      switch outcome {
      case .failure(let problem): completion { problem.reply }
      case .success(let result) where result.refused.isEmpty: completion(word)
      case .success(let result): completion { result.incomplete.reply }
      }
    }
  }

  // MARK: Steps

  /// One step of the staged change, answered with it.
  private func settle(
    _ settlement: StagedChange.Settlement, on structure: Position?, _ gateway: Gateway,
    _ completion: @escaping Completion, ifMoved again: @escaping @Sendable () -> Void
  ) {
    settle(settlement, on: structure, gateway) { result in
      if case .failure(.structureMoved) = result { return again() }
      completion { word(result) }
    }
  }

  private func settle(
    _ settlement: StagedChange.Settlement, on structure: Position?, _ gateway: Gateway,
    _ completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) {
    gateway.submit(
      Submission(
        enterprise: caller.enterprise, command: .settleStaged(staged.id, settlement),
        actor: caller.actor, structure: structure, completion: completion))
  }

  private func word(_ result: Result<Outcome, SubmissionFailure>) -> Reply {
    switch result {
    case .failure(let failure): return Problem(failure).reply
    case .success(let outcome):
      let isWaiting = outcome.record.map { !$0.isSettled } ?? false
      return StagedAnswer(caller: caller).reply(outcome, isWaiting ? .accepted : .ok)
    }
  }
}

extension Record {
  fileprivate var isSettled: Bool {
    guard case .stagedChange(let staged) = self else { return true }
    return staged.state != .staged
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
