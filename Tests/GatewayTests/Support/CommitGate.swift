@testable import Gateway
import Storage

/// Stands between the body of a write and its commit: keeps commits waiting or makes them fail.
final class CommitGate: Sendable {
  private let monitor = Monitor(State())

  private struct State {
    var isClosed = false
    var isWaitedAt = false
    var failures: [StoreError?] = []
    var commits = 0
  }

  private struct Permit {
    let error: StoreError?
  }

  /// The hook of a memory store.
  func pass(_ number: Int) throws {
    monitor.update { $0.isWaitedAt = true }
    let permit = monitor.wait { state -> Permit? in
      guard !state.isClosed else { return nil }
      return Permit(error: state.failures.isEmpty ? nil : state.failures.removeFirst())
    }
    if let error = permit?.error { throw error }
    monitor.update { $0.commits += 1 }
  }

  var commits: Int { monitor.update { $0.commits } }

  func close() {
    monitor.update {
      $0.isClosed = true
      $0.isWaitedAt = false
    }
  }

  func open() { monitor.update { $0.isClosed = false } }

  /// Makes the next commits fail, one for each error; nil lets one pass.
  func fail(with errors: StoreError?...) {
    monitor.update { $0.failures += errors }
  }

  /// Returns once a commit waits at the closed gate.
  func awaitCommit() {
    _ = monitor.wait { $0.isWaitedAt ? true : nil }
  }
}
