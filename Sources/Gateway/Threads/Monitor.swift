import Glibc

/// State under a lock, with a way for a thread to sleep until it has changed.
// Safe because the state is touched only between locking and unlocking the one mutex, and the two C
// objects are allocated once, used through the functions below and freed with the last reference.
@safe final class Monitor<State>: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var state: State

  init(_ state: sending State) {
    self.state = state
    unsafe pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // Waits must not stretch or end early when somebody sets the wall clock.
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(changed, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Reads or changes the state and wakes whoever waits for it.
  func update<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer {
      unsafe pthread_cond_broadcast(changed)
      unsafe pthread_mutex_unlock(mutex)
    }
    return try body(&state)
  }

  /// Sleeps until `body` gives something, asked now and after every update; nil once `limit` is over.
  ///
  /// Without a limit it waits for ever.
  func wait<Result>(limit: Duration? = nil, _ body: (inout State) -> Result?) -> Result? {
    let deadline = limit.map { Self.deadline(after: $0) }
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      guard var deadline else {
        unsafe pthread_cond_wait(changed, mutex)
        continue
      }
      let code = unsafe pthread_cond_timedwait(changed, mutex, &deadline)
      if code == ETIMEDOUT { return body(&state) }
    }
  }

  private static func deadline(after limit: Duration) -> timespec {
    let elapsed = SystemClock.monotonic() + max(limit, .zero)
    let (seconds, attoseconds) = elapsed.components
    return timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
  }
}
