import CMicroHTTPD
import Glibc

/// A libmicrohttpd daemon without a thread; every call must come from one thread at a time.
@safe
struct Daemon: ~Copyable {
  private let handle: OpaquePointer
  /// Readable when `run()` has something to do.
  let descriptor: Int32

  /// What the callbacks tell; held here because the library calls back until it has stopped.
  let loop: EventLoop

  /// Listens on a duplicate of the socket.
  init(socket: ListeningSocket, loop: EventLoop) throws(HTTPServerError) {
    let configuration = loop.configuration
    let context = unsafe Unmanaged.passUnretained(loop).toOpaque()
    let listening = try socket.duplicate()
    let limit = UInt32(configuration.maximumConnections / configuration.threads)
    guard
      let handle = unsafe cmicrohttpd_start(
        listening, configuration.maximumHeaderBytes, limit, onRequest, onRequestLine,
        onCompleted, onConnection, context)
    else {
      let reason = systemErrorText(errno)
      close(listening)
      throw .cannotStart(operation: "MHD_start_daemon", reason: reason)
    }
    self.loop = loop
    unsafe self.handle = unsafe handle
    descriptor = unsafe cmicrohttpd_epoll_descriptor(handle)
  }

  deinit {
    unsafe MHD_stop_daemon(handle)
  }

  /// Does what can be done without waiting.
  borrowing func run() {
    unsafe MHD_run(handle)
  }

  /// Milliseconds after which `run()` is due even if nothing happens; nil if never.
  borrowing func timeout() -> UInt64? {
    var milliseconds: UInt64 = 0
    return unsafe MHD_get_timeout(handle, &milliseconds) == .YES ? milliseconds : nil
  }

  /// Stops listening; connections go on.
  borrowing func closeListeningSocket() {
    let listening = unsafe MHD_quiesce_daemon(handle)
    if listening >= 0 { close(listening) }
  }
}
