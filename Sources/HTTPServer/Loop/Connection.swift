import CMicroHTTPD
import Glibc
import Wire

/// One client's connection, known to its loop thread alone.
@safe
final class Connection {
  /// Where the request under way stands.
  enum Phase {
    /// Before the first request or between two.
    case waiting
    /// The request line is there, the fields are not.
    case readingHead
    /// The fields are in; more body bytes may come.
    case readingBody
    /// As `readingBody`, but bytes are dropped, for the answer is known.
    case droppingBody(HTTPResponse)
    /// The handler said `.later`.
    case suspended(Ticket)
    /// The late answer is here and waits for the library's next call.
    case resumed(HTTPResponse)
    /// The answer is with the library.
    case responding
  }

  let slot: Int
  let remoteAddress: IPAddress?
  private let descriptor: Int32
  /// The library's connection; valid as long as this object is in its loop's table.
  let handle: OpaquePointer
  var phase = Phase.waiting
  var target = ""
  var head: RequestHead?
  var body: [UInt8] = []
  /// Bytes of the body that were dropped.
  var droppedBytes = 0
  /// Whether the connection ends with the answer to come.
  var closesAfterResponse = false

  init(slot: Int, handle: OpaquePointer) {
    self.slot = slot
    unsafe self.handle = unsafe handle
    descriptor = unsafe cmicrohttpd_socket(handle)
    remoteAddress = Self.peer(of: descriptor)
  }

  /// Forgets the request before; the library has read the next request line.
  func begin(target: String) {
    phase = .readingHead
    self.target = target
    head = nil
    body = []
    droppedBytes = 0
    closesAfterResponse = false
  }

  /// Ends the connection for both sides.
  ///
  /// The library sees that at its next run and closes; the
  /// descriptor cannot be in other hands before, for only this thread closes it.
  func cut() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Makes the library's close a reset that drops what was not sent yet.
  func resetWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Reads away what has arrived, at most 1 MiB, for closing a socket with unread bytes resets
  /// the connection and may take the answer from the client.
  func discardArrived() {
    unsafe withUnsafeTemporaryAllocation(byteCount: 16 << 10, alignment: 1) { buffer in
      for _ in 0..<64 {
        let count = unsafe recv(
          descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count <= 0 { return }
      }
    }
  }

  private static func peer(of descriptor: Int32) -> IPAddress? {
    var address = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let outcome = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getpeername(descriptor, $0, &size)
      }
    }
    guard outcome == 0 else { return nil }
    if address.sin6_family == sa_family_t(AF_INET6) {
      return IPAddress(bytes: unsafe withUnsafeBytes(of: address.sin6_addr) { unsafe Array($0) })
    }
    // sockaddr_in has its address where sockaddr_in6 has the flow label.
    return IPAddress(bytes: unsafe withUnsafeBytes(of: address.sin6_flowinfo) { unsafe Array($0) })
  }
}
