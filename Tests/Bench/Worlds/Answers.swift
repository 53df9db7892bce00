import BenchBaselines
import Gateway
import Synchronization

/// Waits for the outcomes of commands, and keeps the first failure.
final class Answers: Sendable {
  private let state: Mutex<State>

  private struct State {
    var missing: Int
    var failure: SubmissionFailure?
  }

  init(expected: Int) {
    state = Mutex(State(missing: expected))
  }

  func take(_ result: Result<Outcome, SubmissionFailure>) {
    let isLast = state.withLock { state in
      if case .failure(let failure) = result { state.failure = state.failure ?? failure }
      state.missing -= 1
      return state.missing == 0
    }
    if isLast { Bell.answers.ring() }
  }

  func wait() throws {
    guard Bell.answers.wait() else { throw BenchError("commands were not answered in time") }
    if let failure = state.withLock({ $0.failure }) {
      throw BenchError("a command was not carried out: \(failure)")
    }
  }
}

/// What threads wait on.
enum Bell: Int32 {
  case answers = 0
  case constants = 1

  func ring() {
    baseline_bell_ring(rawValue)
  }

  /// False if it was not rung in time.
  @discardableResult
  func wait(within limit: Duration = .seconds(60)) -> Bool {
    baseline_bell_wait(rawValue, Int32(limit.components.seconds * 1_000)) == 0
  }
}
