import CSQLite
import Synchronization

/// Stops what a connection is doing, from any thread.
///
/// The statement that runs then fails with `.interrupted`, and an open write transaction of it is rolled
/// back. Does nothing when nothing runs, or when the connection is closed.
package final class InterruptHandle: Sendable {
  // The address rather than the pointer, for a pointer may not cross threads; zero once closed.
  private let address: Mutex<UInt>

  init(_ pointer: OpaquePointer) {
    address = Mutex(UInt(bitPattern: pointer))
  }

  package func interrupt() {
    // Under the lock, so that the connection cannot close meanwhile.
    address.withLock { address in
      if let pointer = unsafe OpaquePointer(bitPattern: address) {
        unsafe sqlite3_interrupt(pointer)
      }
    }
  }

  func detach() {
    address.withLock { $0 = 0 }
  }
}
