import Glibc

/// A thread that runs one function to its end.
struct WorkThread: Sendable {
  private let handle: pthread_t

  private final class Cargo: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }

  init(_ body: @escaping @Sendable () -> Void) throws {
    let cargo = unsafe Unmanaged.passRetained(Cargo(body))
    var handle = pthread_t()
    guard unsafe pthread_create(&handle, nil, Self.run, cargo.toOpaque()) == 0 else {
      unsafe cargo.release()
      throw BenchError("the system starts no further thread")
    }
    self.handle = handle
  }

  func join() {
    pthread_join(handle, nil)
  }

  private static let run:
    @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
      guard let pointer = unsafe pointer else { return nil }
      unsafe Unmanaged<Cargo>.fromOpaque(pointer).takeRetainedValue().body()
      return nil
    }
}
