import Domain
import Gateway
import Synchronization
import Views
import Wire

/// Removals on their way through the writer, each accepted or refused for itself.
///
/// What stopped half-way is simply asked for again: what is gone is passed over.
final class RemovalRun: Sendable {
  private let request: RemovalRequest
  /// As in `CommandRequest`.
  private let confirmation: Int?
  private let state: Mutex<State>

  private struct State {
    var result: Result
    var waiting: Int
    /// Why nothing is known of some of them.
    var failure: Problem?
  }

  /// What it has come to.
  struct Result: Sendable {
    var isDryRun = false
    var removed: Int
    var missing: Int
    var refused: [(record: String, problem: Problem)]
    var needsApproval = false
  }

  /// Commands are queued so many at a time, so that others come between.
  private static let commandsAtOnce = 1_000

  init(_ request: RemovalRequest, confirmation: Int?) {
    self.request = request
    self.confirmation = confirmation
    state = Mutex(
      State(
        result: Result(removed: 0, missing: request.missing, refused: []),
        waiting: request.records.count))
  }

  /// Removes all, then words the answer of what it came to.
  func answer(_ word: @escaping @Sendable (Result) -> Reply) -> LaterAnswer {
    LaterAnswer { [self] gateway, completion in
      run(gateway) { outcome in
        completion {
          switch outcome {
          case .success(let result): word(result)
          case .failure(let problem): problem.reply
          }
        }
      }
    }
  }

  func run(
    _ gateway: Gateway, _ completion: @escaping @Sendable (Swift.Result<Result, Problem>) -> Void
  ) {
    guard !request.records.isEmpty else {
      return completion(.success(state.withLock { $0.result }))
    }
    let submissions = request.records.map { record in
      Submission(
        enterprise: request.caller.enterprise, command: .remove(record, request.kind),
        actor: request.caller.actor, confirmation: confirmation
      ) { [self] result in
        if let outcome = take(result, of: record) { completion(outcome) }
      }
    }
    for start in stride(from: 0, to: submissions.count, by: Self.commandsAtOnce) {
      gateway.submit(
        Array(submissions[start..<min(start + Self.commandsAtOnce, submissions.count)]))
    }
  }

  /// The outcome of all, with the last one.
  private func take(
    _ answer: Swift.Result<Outcome, SubmissionFailure>, of record: RecordID
  ) -> Swift.Result<Result, Problem>? {
    state.withLock { state in
      switch answer {
      case .success: state.result.removed += 1
      case .failure(.refused(let refusal)) where refusal.reason == .notFound:
        state.result.missing += 1
      case .failure(.refused(let refusal)):
        let id = request.caller.ids.text(record, request.kind)
        state.result.refused.append((id, Problem(refusal)))
      case .failure(let failure): state.failure = Problem(failure)
      }
      state.waiting -= 1
      guard state.waiting == 0 else { return nil }
      return state.failure.map { .failure($0) } ?? .success(state.result)
    }
  }
}

extension RemovalRun.Result {
  /// Of those that were refused only the first are told in full.
  private static let toldRefusals = 100

  var reply: Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("dry_run")
    writer.bool(isDryRun)
    writer.key("removed")
    writer.integer(removed)
    writer.key("missing")
    writer.integer(missing)
    writer.key("needs_approval")
    writer.bool(needsApproval)
    writer.key("refused")
    writer.beginObject()
    writer.key("count")
    writer.integer(refused.count)
    writer.key("records")
    writer.beginArray()
    for (record, problem) in refused.prefix(Self.toldRefusals) {
      writer.beginObject()
      writer.member("record", record)
      writer.member("type", problem.type.uri)
      writer.member("detail", problem.detail)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    return Reply(.ok, body: writer.finish())
  }
}
