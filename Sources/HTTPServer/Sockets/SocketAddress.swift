import Glibc

/// An IP address and port as the socket calls want them, with the text for errors.
struct SocketAddress {
  let text: String
  let port: Int
  private let storage: Storage

  private enum Storage {
    case version4(sockaddr_in)
    case version6(sockaddr_in6)
  }

  /// Nil if the text is neither an IPv4 nor an IPv6 address.
  init?(text: String, port: Int) {
    self.text = text
    self.port = port
    var version4 = sockaddr_in()
    var version6 = sockaddr_in6()
    let networkPort = UInt16(truncatingIfNeeded: port).bigEndian
    if unsafe inet_pton(AF_INET, text, &version4.sin_addr) == 1 {
      version4.sin_family = sa_family_t(AF_INET)
      version4.sin_port = networkPort
      storage = .version4(version4)
    } else if unsafe inet_pton(AF_INET6, text, &version6.sin6_addr) == 1 {
      version6.sin6_family = sa_family_t(AF_INET6)
      version6.sin6_port = networkPort
      storage = .version6(version6)
    } else {
      return nil
    }
  }

  var family: Int32 {
    switch storage {
    case .version4: AF_INET
    case .version6: AF_INET6
    }
  }

  func bind(_ descriptor: Int32) throws(HTTPServerError) {
    let outcome =
      switch storage {
      case .version4(var address): Self.bind(descriptor, to: &address)
      case .version6(var address): Self.bind(descriptor, to: &address)
      }
    guard outcome == 0 else { throw failure(of: "bind", code: errno) }
  }

  func boundPort(of descriptor: Int32) throws(HTTPServerError) -> Int {
    var bound = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let outcome = unsafe withUnsafeMutablePointer(to: &bound) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(descriptor, $0, &size)
      }
    }
    guard outcome == 0 else { throw failure(of: "getsockname", code: errno) }
    // Both families keep the port at the same place.
    return Int(UInt16(bigEndian: bound.sin6_port))
  }

  func failure(of operation: String, code: Int32) -> HTTPServerError {
    code == EADDRINUSE
      ? .addressInUse(address: text, port: port)
      : .cannotListen(
        address: text, port: port, operation: operation, reason: systemErrorText(code))
  }

  private static func bind<Address>(_ descriptor: Int32, to address: inout Address) -> Int32 {
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
  }
}

/// What the system calls this error number.
func systemErrorText(_ code: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 128)
  guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
