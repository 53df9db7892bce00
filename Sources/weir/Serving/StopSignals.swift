import Glibc

/// Waits for the signals by which the program is told to stop.
///
/// `hold` comes before any thread is started: threads take over what is held back.
struct StopSignals {
  private var set = sigset_t()

  /// Holds SIGTERM and SIGINT back from now on, for `wait` to take.
  static func hold() -> StopSignals {
    var signals = StopSignals()
    unsafe sigemptyset(&signals.set)
    unsafe sigaddset(&signals.set, SIGTERM)
    unsafe sigaddset(&signals.set, SIGINT)
    unsafe pthread_sigmask(SIG_BLOCK, &signals.set, nil)
    return signals
  }

  /// Returns true when a signal has come, false when the time is over.
  func wait(upTo limit: Duration) -> Bool {
    var set = set
    let (seconds, attoseconds) = limit.components
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
    return unsafe sigtimedwait(&set, nil, &time) > 0
  }

  /// From now on a signal ends the program at once.
  func release() {
    var set = set
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
