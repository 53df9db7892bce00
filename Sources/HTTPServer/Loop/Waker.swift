import CLinux
import Glibc

/// Ends the wait of a loop from any thread.
final class Waker: Sendable {
  /// Readable after `wake()` until `clear()`.
  let descriptor: Int32

  init() throws(HTTPServerError) {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    guard descriptor >= 0 else {
      throw .cannotStart(operation: "eventfd", reason: systemErrorText(errno))
    }
  }

  deinit {
    close(descriptor)
  }

  func wake() {
    var one: UInt64 = 1
    // Fails only when the counter is full, and then the descriptor is readable anyway.
    _ = unsafe write(descriptor, &one, MemoryLayout<UInt64>.size)
  }

  func clear() {
    var count: UInt64 = 0
    _ = unsafe read(descriptor, &count, MemoryLayout<UInt64>.size)
  }
}
