import CLinux
import Glibc

/// A thread of the system that runs one function to its end.
struct Thread: Sendable {
  private let handle: pthread_t

  /// What the thread takes along.
  private final class Cargo: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Starts at once; tools show at most the first 15 bytes of the name.
  init(name: String, _ body: @escaping @Sendable () -> Void) throws(GatewayError) {
    let cargo = unsafe Unmanaged.passRetained(Cargo(name: name, body: body))
    var handle = pthread_t()
    let code = unsafe pthread_create(&handle, nil, Self.run, cargo.toOpaque())
    guard code == 0 else {
      unsafe cargo.release()
      throw GatewayError("the system starts no further thread; raise the limit of processes")
    }
    self.handle = handle
  }

  /// Waits for the end of the function; to be called at most once, or `detach`.
  func join() {
    pthread_join(handle, nil)
  }

  /// Leaves the thread to itself instead of joining it.
  func detach() {
    pthread_detach(handle)
  }

  // A C callback that is made where an actor is meant is checked against it on the new thread and
  // traps there; `@Sendable` keeps it free of one.
  private static let run:
    @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
      guard let pointer = unsafe pointer else { return nil }
      let cargo = unsafe Unmanaged<Cargo>.fromOpaque(pointer).takeRetainedValue()
      unsafe clinux_name_thread(cargo.name)
      cargo.body()
      return nil
    }
}
