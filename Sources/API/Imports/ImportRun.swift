import Directory
import Domain
import Gateway
import Synchronization
import Wire

/// The rows of one request on their way through the writer.
///
/// Each row is planned when its turn comes, so that it finds what stands then: what rows before it
/// have done, and what other requests have.
final class ImportRun: Sendable {
  private let request: ImportRequest
  private let caller: Caller
  private let completion: @Sendable (@escaping APIService.Wording) -> Void
  private let state: Mutex<State>

  private struct State {
    var planner: RowPlanner
    var outcomes: [ImportOutcome?]
    /// Submissions without an answer.
    var missing = 0
    /// Why nothing is known of some of them.
    var failure: Problem?
  }

  init(
    _ request: ImportRequest, _ caller: Caller,
    completion: @escaping @Sendable (@escaping APIService.Wording) -> Void
  ) {
    self.request = request
    self.caller = caller
    self.completion = completion
    state = Mutex(
      State(
        planner: RowPlanner(organization: request.organization),
        outcomes: request.lines.map(\.fault)))
  }

  /// Hands the rows over together; the answer is at hand at once only where there are none.
  func submit(to gateway: Gateway) -> HTTPResponse? {
    let submissions = submissions
    guard !submissions.isEmpty else { return state.withLock { wording(of: $0) }() }
    state.withLock { $0.missing = submissions.count }
    gateway.submit(submissions)
    return nil
  }

  private var submissions: [Submission] {
    ParentsFirst.order(request.lines.map(\.row)).flatMap { position -> [Submission] in
      let line = request.lines[position]
      guard let row = line.row else { return [] }
      let first = submission { [self] state in
        try plan(position, row, id: line.id, in: state)
      } done: { [self] result in
        take(result, of: position)
      }
      guard row.hasSecondStep else { return [first] }
      let second = submission { [self] state in
        try activation(position, row, in: state)
      } done: { [self] result in
        take(result, of: position)
      }
      return [first, second]
    }
  }

  private func submission(
    draft: @escaping Submission.Draft,
    done: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) -> Submission {
    Submission(
      enterprise: caller.enterprise, actor: caller.actor, draft: draft, completion: done)
  }

  // MARK: On the writer's thread

  private func plan(
    _ position: Int, _ row: ImportRow, id: RecordID, in directory: any DirectoryState
  ) throws -> Command? {
    try state.withLock { state in
      let plan = try state.planner.plan(row, id: id, in: directory)
      state.outcomes[position] = ImportOutcome(plan, of: row)
      return plan.command
    }
  }

  private func activation(
    _ position: Int, _ row: ImportRow, in directory: any DirectoryState
  ) throws -> Command? {
    try state.withLock { state in
      guard let command = try state.planner.activation(row, in: directory) else { return nil }
      state.outcomes[position]?.addState(of: row)
      return command
    }
  }

  private func take(_ result: Result<Outcome, SubmissionFailure>, of position: Int) {
    let wording = state.withLock { state -> APIService.Wording? in
      switch result {
      case .success: break
      case .failure(.refused(let refusal)):
        state.outcomes[position] = .refused(Problem(refusal))
      case .failure(let failure): state.failure = Problem(failure)
      }
      state.missing -= 1
      return state.missing == 0 ? self.wording(of: state) : nil
    }
    if let wording { completion(wording) }
  }

  /// Rows may have been applied where the request has failed; they are found so when it is repeated.
  private func wording(of state: State) -> APIService.Wording {
    if let failure = state.failure { return { failure.reply.response } }
    let outcomes = zip(request.lines, state.outcomes).compactMap { line, outcome in
      outcome.map { (line: line.number, outcome: $0) }
    }
    let answer = ImportAnswer(isDryRun: false, lastLine: request.lastLine, outcomes: outcomes)
    return { answer.reply.response }
  }
}

extension ImportOutcome {
  init(_ plan: RowPlan, of row: ImportRow) {
    if plan.isNew {
      self = .created
    } else if plan.command == nil {
      self = .unchanged
    } else {
      self = .changed(ImportedChange(key: row.key, fields: plan.fields))
    }
  }

  /// Takes note that the partner is activated as well.
  mutating func addState(of row: ImportRow) {
    switch self {
    case .created, .refused: break
    case .unchanged: self = .changed(ImportedChange(key: row.key, fields: ["state"]))
    case .changed(var change):
      change.fields.append("state")
      self = .changed(change)
    }
  }
}
