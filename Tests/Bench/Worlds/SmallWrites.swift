import BenchBaselines
import Domain
import Gateway
import Synchronization

/// Changes one contact over and over on a thread of its own, and keeps how long that took at most.
final class SmallWrites: Sendable {
  private let gateway: Gateway
  private let enterprise: EnterpriseID
  private let contact: ContactID
  private let state = Mutex(State())
  private let thread = Mutex<WorkThread?>(nil)

  private struct State {
    var isOver = false
    var count = 0
    var longest: Int64 = 0
    var failure: SubmissionFailure?
  }

  private static let answered: Int32 = 4
  private static let pause: Int32 = 5

  init(of contact: ContactID, in world: World) throws {
    gateway = world.gateway
    enterprise = world.enterprise
    self.contact = contact
    let started = try WorkThread { [self] in run() }
    thread.withLock { $0 = started }
  }

  /// Milliseconds that a write has taken at most since this was last asked.
  func takeLongest() throws -> Double {
    let taken = state.withLock { state in
      defer { (state.longest, state.count) = (0, 0) }
      return state
    }
    if let failure = taken.failure { throw BenchError("a small write failed: \(failure)") }
    guard taken.count > 0 else { throw BenchError("no small write was answered") }
    return Double(taken.longest) / 1e6
  }

  func end() {
    state.withLock { $0.isOver = true }
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  private func run() {
    var number = 0
    while !state.withLock({ $0.isOver }) {
      number += 1
      var change = Contact.Change()
      change.phones = (try? People.phone(number)).map { [$0] }
      let start = baseline_nanoseconds()
      gateway.submit(
        Submission(
          enterprise: enterprise, command: .change(.contact(contact, change)),
          actor: .operatorAtMachine
        ) { [self] result in
          if case .failure(let failure) = result { state.withLock { $0.failure = failure } }
          baseline_bell_ring(Self.answered)
        })
      _ = baseline_bell_wait(Self.answered, 10_000)
      let passed = baseline_nanoseconds() - start
      state.withLock { state in
        state.count += 1
        state.longest = max(state.longest, passed)
      }
      _ = baseline_bell_wait(Self.pause, 2)
    }
  }
}
