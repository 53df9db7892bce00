internal import CLinux
internal import Glibc
internal import Synchronization

/// Ends the wait of one client's `run` from any thread.
///
/// Calls between two runs are one: the next `run` returns at once, the one after it waits again.
/// A waker may outlive its client; it then does nothing.
package struct Waker: Sendable {
  private let signal: WakeSignal

  init(_ signal: WakeSignal) {
    self.signal = signal
  }

  package func wake() {
    signal.raise()
  }
}

/// Owns the event descriptor that the client's wait watches.
final class WakeSignal: Sendable {
  let descriptor: Int32
  /// Spares the system call while an earlier signal is still unread.
  private let isRaised = Atomic<Bool>(false)

  init() throws(HTTPClientError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard descriptor >= 0 else { throw .system("eventfd", code: errno) }
  }

  deinit {
    close(descriptor)
  }

  func raise() {
    guard !isRaised.exchange(true, ordering: .acquiringAndReleasing) else { return }
    eventfd_write(descriptor, 1)
  }

  func lower() {
    // Read before the mark is taken down: the other order could leave the mark up with nothing to
    // read. A signal raised in between is this same wake, for the run has not returned yet.
    var count: eventfd_t = 0
    unsafe eventfd_read(descriptor, &count)
    _ = isRaised.exchange(false, ordering: .acquiringAndReleasing)
  }
}
