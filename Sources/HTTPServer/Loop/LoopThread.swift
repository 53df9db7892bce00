import CLinux
import Glibc

/// The thread that runs one loop from start to stop.
struct LoopThread: Sendable {
  private let thread: pthread_t

  /// What the thread takes along.
  private final class Cargo {
    let daemon: Daemon

    init(daemon: consuming Daemon) {
      self.daemon = daemon
    }
  }

  /// Starts the thread; the loop belongs to it from here on.
  init(loop: sending EventLoop, socket: ListeningSocket) throws(HTTPServerError) {
    let cargo = unsafe Unmanaged.passRetained(
      Cargo(daemon: try Daemon(socket: socket, loop: loop)))
    var thread = pthread_t()
    let code = unsafe pthread_create(&thread, nil, Self.runCargo, cargo.toOpaque())
    guard code == 0 else {
      unsafe cargo.release()
      throw .cannotStart(operation: "pthread_create", reason: systemErrorText(code))
    }
    self.thread = thread
  }

  /// Waits for the thread's end; to be called once.
  func join() {
    pthread_join(thread, nil)
  }

  private static let runCargo:
    @convention(c) @Sendable (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
      pointer in
      guard let pointer = unsafe pointer else { return nil }
      let cargo = unsafe Unmanaged<Cargo>.fromOpaque(pointer).takeRetainedValue()
      let loop = cargo.daemon.loop
      unsafe clinux_name_thread("weir-http-\(loop.index)")
      loop.run(cargo.daemon)
      return nil
    }
}
