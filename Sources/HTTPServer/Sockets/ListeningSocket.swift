import CLinux
import Glibc

/// A bound TCP socket that listens, closed when nobody owns it any more.
final class ListeningSocket: Sendable {
  private let descriptor: Int32
  /// The bound port, also where 0 was asked for.
  let port: Int

  /// Whether the socket is the first on its port or joins those of the same server.
  enum Role {
    case first, further
  }

  /// The first socket is bound without SO_REUSEPORT, so that a second server on the same port is
  /// an error instead of a silent share; the option is set before it listens, for the others.
  init(address: SocketAddress, role: Role) throws(HTTPServerError) {
    let descriptor = socket(
      address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue),
      0)
    guard descriptor >= 0 else { throw address.failure(of: "socket", code: errno) }
    do throws(HTTPServerError) {
      try Self.set(SO_REUSEADDR, on: descriptor, for: address)
      if role == .further { try Self.set(SO_REUSEPORT, on: descriptor, for: address) }
      try address.bind(descriptor)
      if role == .first { try Self.set(SO_REUSEPORT, on: descriptor, for: address) }
      guard listen(descriptor, SOMAXCONN) == 0 else {
        throw address.failure(of: "listen", code: errno)
      }
      port = try address.boundPort(of: descriptor)
      self.descriptor = descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit {
    close(descriptor)
  }

  /// A second descriptor of the same socket, for someone who closes it; it listens on when this
  /// object is gone.
  func duplicate() throws(HTTPServerError) -> Int32 {
    let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard duplicate >= 0 else {
      throw .cannotStart(operation: "fcntl", reason: systemErrorText(errno))
    }
    return duplicate
  }

  private static func set(
    _ option: Int32, on descriptor: Int32, for address: SocketAddress
  ) throws(HTTPServerError) {
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe setsockopt(descriptor, SOL_SOCKET, option, &on, size) == 0 else {
      throw address.failure(of: "setsockopt", code: errno)
    }
  }
}
