internal import CLinux
internal import Glibc

/// The one epoll instance of a client, and what each socket in it is watched for.
///
/// libcurl stops watching a connection when its request ends and watches it again with the next.
/// The kernel keeps the registration of such an idle connection here, which spares two system
/// calls per request; it is dropped when an event arrives that nobody asked for, such as the
/// peer's close.
@safe final class SocketWatch {
  private struct Registration {
    /// What the kernel was told, 0 when it does not know the socket.
    var known: UInt32 = 0
    /// What libcurl asked for, 0 when it has no interest at present.
    var wanted: UInt32 = 0
    var shard = 0
    /// Opened through libcurl's callback, so its close is reported too and its number cannot
    /// come back unnoticed.
    var isConnection = false
  }

  struct Event {
    let descriptor: Int32
    let bits: UInt32
    let shard: Int
  }

  private static let batch = 256

  private let descriptor: Int32
  private let wakeSignal: WakeSignal
  private var registrations: [Registration] = []
  private let events: UnsafeMutableBufferPointer<epoll_event>

  init(wakeSignal: WakeSignal) throws(HTTPClientError) {
    let epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard epoll >= 0 else { throw .system("epoll_create1", code: errno) }
    var event = unsafe epoll_event(
      events: EPOLLIN.rawValue, data: epoll_data_t(fd: wakeSignal.descriptor))
    guard unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, wakeSignal.descriptor, &event) == 0 else {
      let code = errno
      close(epoll)
      throw .system("epoll_ctl", code: code)
    }
    descriptor = epoll
    self.wakeSignal = wakeSignal
    unsafe events = .allocate(capacity: Self.batch)
  }

  deinit {
    unsafe events.deallocate()
    close(descriptor)
  }

  func opened(_ socket: Int32) {
    grow(toHold: socket)
    registrations[Int(socket)] = Registration(isConnection: true)
  }

  /// The kernel forgets a socket by itself when it is closed.
  func closed(_ socket: Int32) {
    grow(toHold: socket)
    registrations[Int(socket)] = Registration()
  }

  /// Watches a socket for a shard; no bits means that the shard has no interest for now.
  func watch(_ socket: Int32, for bits: UInt32, shard: Int) {
    grow(toHold: socket)
    var registration = registrations[Int(socket)]
    registration.wanted = bits
    registration.shard = shard
    if bits == 0 {
      if !registration.isConnection { forget(socket, &registration) }
    } else if registration.known != bits {
      tellKernel(socket, bits, isKnown: registration.known != 0)
      registration.known = bits
    }
    registrations[Int(socket)] = registration
  }

  /// Waits for events and hands each to its shard; true when the waker was among them.
  func wait(milliseconds: Int32, deliver: (Event) -> Void) -> Bool {
    var woken = false
    let count = unsafe epoll_wait(
      descriptor, events.baseAddress, Int32(Self.batch), milliseconds)
    for index in 0..<max(0, Int(count)) {
      let event = unsafe events[index]
      let socket = unsafe event.data.fd
      if socket == wakeSignal.descriptor {
        wakeSignal.lower()
        woken = true
      } else if registrations[Int(socket)].wanted == 0 {
        forget(socket, &registrations[Int(socket)])
      } else {
        deliver(
          Event(
            descriptor: socket, bits: unsafe event.events, shard: registrations[Int(socket)].shard))
      }
    }
    return woken
  }

  private func forget(_ socket: Int32, _ registration: inout Registration) {
    guard registration.known != 0 else { return }
    registration.known = 0
    epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, nil)
  }

  private func tellKernel(_ socket: Int32, _ bits: UInt32, isKnown: Bool) {
    var event = unsafe epoll_event(events: bits, data: epoll_data_t(fd: socket))
    let first = isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD
    guard unsafe epoll_ctl(descriptor, first, socket, &event) != 0 else { return }
    // The table and the kernel can only disagree about whether the socket is in.
    if errno == EEXIST {
      unsafe epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event)
    } else if errno == ENOENT {
      unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
    }
  }

  private func grow(toHold socket: Int32) {
    let missing = Int(socket) + 1 - registrations.count
    guard missing > 0 else { return }
    registrations.append(contentsOf: repeatElement(Registration(), count: max(missing, 256)))
  }
}
