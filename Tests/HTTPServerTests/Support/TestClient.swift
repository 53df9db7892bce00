import Glibc

/// A client that sends and reads raw bytes over one connection to the loopback.
final class TestClient {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// One response as it came.
  struct Response: Equatable {
    let status: Int
    let head: String
    let body: String

    /// Whether a line of the head is this one, names in any case.
    func has(_ line: String) -> Bool {
      head.lowercased().split(separator: "\r\n").contains { $0 == line.lowercased() }
    }
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var isAtEnd = false

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let outcome = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else { throw Failure(description: "connect: errno \(errno)") }
  }

  deinit {
    close(descriptor)
  }

  /// Sends everything; a connection that the server has ended is no failure here.
  func send(_ text: String) {
    send(Array(text.utf8))
  }

  func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes[sent...].withUnsafeBytes {
        unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Ends the sending side.
  func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Ends the connection with a reset.
  func abort() {
    var option = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// The next response, informational ones included; `hasBody` is false for answers to HEAD.
  func response(hasBody: Bool = true) throws -> Response {
    let head = try takeHead()
    let parts = head.split(separator: " ", maxSplits: 2)
    guard parts.count > 1, let status = Int(parts[1]) else {
      throw Failure(description: "not a response: \(head)")
    }
    let bodyCount = hasBody ? Self.length(in: head) : 0
    while buffer.count < bodyCount { try receive() }
    let body = String(decoding: buffer.prefix(bodyCount), as: UTF8.self)
    buffer.removeFirst(bodyCount)
    return Response(status: status, head: head, body: body)
  }

  /// Sends one request and takes its response.
  func exchange(_ text: String) throws -> Response {
    send(text)
    return try response()
  }

  /// Whether the server ends the connection within 10 seconds without another byte.
  func isClosed() throws -> Bool {
    while !isAtEnd && buffer.isEmpty { try receive(allowsEnd: true) }
    return buffer.isEmpty
  }

  /// Reads over everything up to the end of the connection.
  func skipToEnd() throws {
    while !isAtEnd { try receive(allowsEnd: true) }
  }

  /// Sends a byte every 20 milliseconds until the server ends the connection, for 10 seconds.
  func dripsUntilClosed() throws -> Bool {
    for _ in 0..<500 {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&waiting, 1, 20) == 1 { return try isClosed() }
      send("a")
    }
    return false
  }

  private func takeHead() throws -> String {
    let end: [UInt8] = [13, 10, 13, 10]
    var scanned = 0
    while true {
      if let range = buffer[scanned...].firstRange(of: end) {
        let head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        buffer.removeFirst(range.upperBound)
        return head
      }
      scanned = max(0, buffer.count - 3)
      try receive()
    }
  }

  private func receive(allowsEnd: Bool = false) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&waiting, 1, 10_000) == 1 else {
      throw Failure(description: "nothing came within 10 seconds")
    }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = unsafe recv(descriptor, &bytes, bytes.count, 0)
    if count > 0 {
      buffer += bytes[..<count]
    } else if allowsEnd {
      isAtEnd = true
    } else {
      throw Failure(description: "the connection ended, after \(buffer.count) bytes")
    }
  }

  private static func length(in head: String) -> Int {
    for line in head.split(separator: "\r\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        return Int(parts[1].drop { $0 == " " }) ?? 0
      }
    }
    return 0
  }
}
