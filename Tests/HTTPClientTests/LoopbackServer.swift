import Glibc
import Synchronization

/// A server on loopback that reads whole requests and answers by a script, one thread a connection.
final class LoopbackServer: Sendable {
  /// What to do with the n-th request of all.
  enum Reaction: Sendable {
    case answer(String)
    /// Sends the text, then closes in order.
    case answerAndClose(String)
    /// Sends the text, waits until the client has had time to read it, then resets.
    case answerAndReset(String)
    case reset
    /// Keeps silent until the client closes or the server stops.
    case hang
  }

  struct Seen {
    var accepted = 0
    var requests: [String] = []
    var bytes = 0
    var connections: [Int32] = []
    var isStopped = false
  }

  static let empty = "HTTP/1.1 204 No Content\r\n\r\n"

  let port: Int
  private let listener: Int32
  private let state: Mutex<Seen>
  private let react: @Sendable (Int, String) -> Reaction

  init(react: @escaping @Sendable (Int, String) -> Reaction) throws {
    let (descriptor, port) = try Self.listen()
    listener = descriptor
    self.port = port
    self.react = react
    state = Mutex(Seen())
    spawn { [self] in acceptAll() }
  }

  convenience init(always reaction: Reaction) throws {
    try self.init { _, _ in reaction }
  }

  var seen: Seen { state.withLock { $0 } }

  /// Ends all threads; connections still open are reset.
  func stop() {
    state.withLock { seen in
      seen.isStopped = true
      for connection in seen.connections { shutdown(connection, Int32(SHUT_RDWR)) }
    }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw LoopbackError(call: "socket", code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = 0
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        guard unsafe bind(descriptor, pointer, length) == 0, Glibc.listen(descriptor, 1024) == 0
        else { return errno }
        return unsafe getsockname(descriptor, pointer, &length) == 0 ? 0 : errno
      }
    }
    guard code == 0 else { throw LoopbackError(call: "listen", code: code) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  private func acceptAll() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      let goesOn = state.withLock { seen in
        seen.accepted += 1
        seen.connections.append(connection)
        return !seen.isStopped
      }
      guard goesOn else {
        close(connection)
        break
      }
      spawn { [self] in
        serve(connection)
        state.withLock { seen in seen.connections.removeAll { $0 == connection } }
        close(connection)
      }
    }
    close(listener)
  }

  private func serve(_ connection: Int32) {
    var unread: [UInt8] = []
    while let request = readRequest(connection, &unread) {
      let number = state.withLock { seen in
        seen.requests.append(request)
        return seen.requests.count - 1
      }
      switch react(number, request) {
      case .answer(let text):
        write(text, to: connection)
      case .answerAndClose(let text):
        write(text, to: connection)
        return
      case .answerAndReset(let text):
        write(text, to: connection)
        // The client acknowledges the bytes by reading: a reset must not overtake them.
        waitUntilAcknowledged(connection)
        makeCloseReset(connection)
        return
      case .reset:
        makeCloseReset(connection)
        return
      case .hang:
        _ = readSome(connection, &unread)
        return
      }
    }
  }

  private func readRequest(_ connection: Int32, _ unread: inout [UInt8]) -> String? {
    while true {
      if let length = Self.requestLength(unread), unread.count >= length {
        let request = String(decoding: unread[..<length], as: UTF8.self)
        unread.removeFirst(length)
        return request
      }
      guard readSome(connection, &unread) else { return nil }
    }
  }

  private func readSome(_ connection: Int32, _ unread: inout [UInt8]) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(connection, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    unread += chunk[..<count]
    state.withLock { $0.bytes += count }
    return true
  }

  private func write(_ text: String, to connection: Int32) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private func waitUntilAcknowledged(_ connection: Int32) {
    var pending: Int32 = 1
    while pending > 0 {
      guard unsafe ioctl(connection, UInt(TIOCOUTQ), &pending) == 0 else { return }
      sched_yield()
    }
  }

  private func makeCloseReset(_ connection: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  /// Head and body; nil while the head is not whole.
  private static func requestLength(_ bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let head = text[..<end.upperBound]
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        let length = Int(parts[1].drop { $0 == " " }) ?? 0
        return head.utf8.count + length
      }
    }
    return head.utf8.count
  }
}

struct LoopbackError: Error {
  let call: String
  let code: Int32
}

/// Runs the work on a thread of its own.
func spawn(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let box = unsafe Unmanaged.passRetained(Box(work)).toOpaque()
  let code = unsafe pthread_create(
    &thread, nil,
    { @Sendable pointer in
      if let pointer = unsafe pointer {
        unsafe Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work()
      }
      return nil
    }, box)
  precondition(code == 0, "A test could not start a thread.")
  pthread_detach(thread)
}

extension LoopbackServer {
  /// Waits for the close of every connection accepted; the suite's time limit bounds it.
  func waitUntilAllClosed() {
    while seen.accepted == 0 || !seen.connections.isEmpty { sched_yield() }
  }
}
