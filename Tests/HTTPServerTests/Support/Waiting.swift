import Glibc

/// Runs the work on a thread of its own.
func onThread(_ work: @escaping @Sendable () -> Void) {
  final class Box {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let box = unsafe Unmanaged.passRetained(Box(work)).toOpaque()
  let body: @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    if let pointer = unsafe $0 {
      unsafe Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
    }
    return nil
  }
  guard unsafe pthread_create(&thread, nil, body, box) == 0 else {
    preconditionFailure("The system gives no thread.")
  }
  pthread_detach(thread)
}

/// Waits for a condition, at most 10 seconds.
func until(_ what: String, _ condition: () -> Bool) throws {
  for _ in 0..<10_000 {
    if condition() { return }
    poll(nil, 0, 1)
  }
  throw TestClient.Failure(description: "no \(what) within 10 seconds")
}
