import CLinux
import CMicroHTTPD
import Glibc
import Wire

/// Serves the connections of one listening socket; everything in it belongs to one thread.
final class EventLoop {
  /// How far a stop has come, and when its next step is due.
  enum Stage {
    case serving
    /// Nothing new is accepted; what runs may finish.
    case draining(until: MonotonicInstant)
    /// What still ran was refused; the answers go out.
    case flushing(until: MonotonicInstant)
  }

  let index: Int
  let configuration: ServerConfiguration
  let handler: any RequestHandler
  let mailbox: Mailbox
  var stage = Stage.serving
  var connections: [Connection?] = []
  private var freeSlots: [Int] = []
  var openCount = 0
  private var hasClosed = false
  /// Connections to cut after the library's run; they may have closed meanwhile.
  var idleToCut: [Int] = []
  var requestLimit: DeadlineList
  var idleLimit: DeadlineList
  var responseLimit: DeadlineList
  private var nextSerial: UInt64 = 0
  /// Answers that are sent later, the nearest last.
  private var delayed: [(due: MonotonicInstant, ticket: Ticket, response: HTTPResponse)] = []

  init(
    index: Int, configuration: ServerConfiguration, handler: any RequestHandler, mailbox: Mailbox
  ) {
    self.index = index
    self.configuration = configuration
    self.handler = handler
    self.mailbox = mailbox
    requestLimit = DeadlineList(limit: configuration.requestTimeLimit)
    idleLimit = DeadlineList(limit: configuration.idleTimeLimit)
    responseLimit = DeadlineList(limit: configuration.responseTimeLimit)
  }

  /// Serves until a stop asked for through the mailbox is done.
  func run(_ daemon: borrowing Daemon) {
    while !isDone {
      if wait(for: daemon) { readMailbox(daemon) }
      resumeDelayed()
      runWhileClosing(daemon)
      enforceLimits()
      advanceStop()
    }
    mailbox.close()
    resumeRest()
    daemon.run()
  }

  /// At the limit of connections the library stops to watch its socket, and watches again only at
  /// the run after one was closed; nothing else would end the wait before that.
  private func runWhileClosing(_ daemon: borrowing Daemon) {
    repeat {
      hasClosed = false
      daemon.run()
    } while hasClosed
  }

  private var isDone: Bool {
    switch stage {
    case .serving: false
    case .draining: openCount == 0
    case .flushing(let end): openCount == 0 || end <= .now
    }
  }

  /// Two descriptors under poll, not an epoll around the library's epoll: the latter is slower.
  ///
  /// True if something is in the mailbox.
  private func wait(for daemon: borrowing Daemon) -> Bool {
    var descriptors: InlineArray<2, pollfd> = [
      pollfd(fd: mailbox.waker.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: daemon.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    var span = descriptors.mutableSpan
    let timeout = milliseconds(for: daemon)
    _ = unsafe span.withUnsafeMutableBufferPointer {
      unsafe poll($0.baseAddress, nfds_t($0.count), timeout)
    }
    return descriptors[0].revents != 0
  }

  private func milliseconds(for daemon: borrowing Daemon) -> Int32 {
    let timeout = daemon.timeout().map { Int32(clamping: $0) }
    guard timeout != 0, let deadline = nearestDeadline else { return timeout ?? -1 }
    let remaining = Int32(clamping: deadline.milliseconds(since: .now))
    return timeout.map { min($0, remaining) } ?? remaining
  }

  private var nearestDeadline: MonotonicInstant? {
    var nearest: MonotonicInstant? =
      switch stage {
      case .serving: nil
      case .draining(let end), .flushing(let end): end
      }
    for case let deadline? in [
      requestLimit.next, idleLimit.next, responseLimit.next, delayed.last?.due,
    ] {
      nearest = nearest.map { min($0, deadline) } ?? deadline
    }
    return nearest
  }

  private func readMailbox(_ daemon: borrowing Daemon) {
    let contents = mailbox.take()
    if let bound = contents.stopsWithin, case .serving = stage {
      beginStop(daemon, within: bound)
    }
    for completion in contents.completions {
      let response = response(of: completion)
      if completion.delay > .zero {
        delay(response, of: completion.ticket, until: .now + completion.delay)
      } else {
        resume(completion.ticket, with: response)
      }
    }
  }

  private func delay(_ response: HTTPResponse, of ticket: Ticket, until due: MonotonicInstant) {
    let place = delayed.firstIndex { $0.due <= due } ?? delayed.count
    delayed.insert((due, ticket, response), at: place)
  }

  /// Before the library's run, which would otherwise not come until something else happens.
  private func resumeDelayed() {
    guard !delayed.isEmpty else { return }
    let now = MonotonicInstant.now
    while let next = delayed.last, next.due <= now {
      delayed.removeLast()
      resume(next.ticket, with: next.response)
    }
  }

  private func response(of completion: Completion) -> HTTPResponse {
    switch completion.content {
    case .made(let response): response
    case .unmade(let make): make()
    case .dropped: handler.response(to: .dropped)
    }
  }

  private func enforceLimits() {
    let now = MonotonicInstant.now
    while let slot = requestLimit.popDue(at: now) { connections[slot]?.cut() }
    while let slot = idleLimit.popDue(at: now) { connections[slot]?.cut() }
    while let slot = responseLimit.popDue(at: now) { connections[slot]?.cut() }
  }

  // MARK: Table of connections

  func open(_ handle: OpaquePointer) -> Connection {
    let slot = freeSlots.popLast() ?? connections.count
    if slot == connections.count { connections.append(nil) }
    let connection = unsafe Connection(slot: slot, handle: handle)
    connections[slot] = connection
    openCount += 1
    requestLimit.start(slot, at: .now)
    return connection
  }

  func close(_ connection: Connection) {
    connection.discardArrived()
    stopLimits(connection)
    connections[connection.slot] = nil
    freeSlots.append(connection.slot)
    openCount -= 1
    hasClosed = true
  }

  func stopLimits(_ connection: Connection) {
    requestLimit.stop(connection.slot)
    idleLimit.stop(connection.slot)
    responseLimit.stop(connection.slot)
  }

  func newTicket(for connection: Connection) -> Ticket {
    nextSerial += 1
    return Ticket(slot: connection.slot, serial: nextSerial)
  }

  /// Without effect if the ticket's request is not the one that waits on its connection.
  func resume(_ ticket: Ticket, with response: HTTPResponse) {
    guard ticket.slot < connections.count, let connection = connections[ticket.slot],
      case .suspended(let waiting) = connection.phase, waiting == ticket
    else { return }
    connection.phase = .resumed(response)
    unsafe MHD_resume_connection(connection.handle)
  }
}
