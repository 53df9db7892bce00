@testable import Gateway

/// Gathers the answers to a number of commands.
final class Answers: Sendable {
  private let state: Monitor<State>

  private struct State {
    var results: [Result<Outcome, SubmissionFailure>?]
    var order: [Int] = []
    var waiter: CheckedContinuation<Void, Never>?

    var isComplete: Bool { results.count == order.count }
  }

  init(expecting count: Int) {
    state = Monitor(State(results: Array(repeating: nil, count: count)))
  }

  func add(_ result: Result<Outcome, SubmissionFailure>, _ number: Int) {
    let waiter = state.update { state -> CheckedContinuation<Void, Never>? in
      precondition(state.results[number] == nil, "a command is answered once")
      state.results[number] = result
      state.order.append(number)
      guard state.isComplete else { return nil }
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// How many have been told so far.
  var count: Int { state.update { $0.order.count } }

  /// The numbers of the commands in the order in which they were answered.
  var order: [Int] { state.update { $0.order } }

  /// Every answer by its number, once all are there.
  func all() async -> [Result<Outcome, SubmissionFailure>] {
    await withCheckedContinuation { continuation in
      let isComplete = state.update { state in
        if !state.isComplete { state.waiter = continuation }
        return state.isComplete
      }
      if isComplete { continuation.resume() }
    }
    return state.update { $0.results.compactMap { $0 } }
  }

  /// Blocks the calling thread until all are there.
  func awaitAll() {
    _ = state.wait { $0.isComplete ? true : nil }
  }
}
