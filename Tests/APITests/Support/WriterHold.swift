@testable import Gateway

/// Stops the writer before a commit, for as long as a test wants it there.
final class WriterHold: Sendable {
  private let isHeld = Monitor(false)

  /// What the store calls before each commit.
  func pass() {
    _ = isHeld.wait { $0 ? nil : true }
  }

  /// From now on the next commit waits.
  func hold() { isHeld.update { $0 = true } }

  func release() { isHeld.update { $0 = false } }
}
