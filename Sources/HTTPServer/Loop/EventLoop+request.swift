import CMicroHTTPD
import Wire

/// The life of one request, step by step as the library reports it.
extension EventLoop {
  func beginRequest(on connection: Connection, target: String) {
    connection.begin(target: target)
    idleLimit.stop(connection.slot)
    requestLimit.start(connection.slot, at: .now)
  }

  /// Takes the fields of the request; an answer that is queued here leaves the body unread.
  func receiveHead(on connection: Connection, method: String, version: String) -> MHD_Result {
    do throws(Refusal) {
      let fields = try FieldReader.read(from: connection)
      let framing = try HeadFraming(version: version, fields: fields)
      if case .length(let count) = framing, count > configuration.maximumBodyBytes {
        throw .tooLarge
      }
      guard let method = HTTPMethod(method) else { throw .malformedField }
      let head = RequestHead(
        method: method, target: try HTTPTarget(requestLine: connection.target), fields: fields,
        remoteAddress: connection.remoteAddress, threadIndex: index)
      connection.head = head
      return admit(head, framing: framing, on: connection)
    } catch {
      connection.closesAfterResponse = true
      return send(handler.response(to: error), on: connection)
    }
  }

  /// Without a body to skip, a refusal waits for the library's next call: the connection lives on.
  private func admit(
    _ head: RequestHead, framing: HeadFraming, on connection: Connection
  ) -> MHD_Result {
    guard let refusal = admission(head) else {
      if case .length(let count) = framing {
        connection.body.reserveCapacity(min(count, 64 << 10))
      }
      connection.phase = .readingBody
      return .YES
    }
    if framing == .none {
      connection.phase = .droppingBody(refusal)
      return .YES
    }
    connection.closesAfterResponse = true
    return send(refusal, on: connection)
  }

  private func admission(_ head: RequestHead) -> HTTPResponse? {
    if case .flushing = stage { return handler.response(to: .stopping) }
    return handler.admit(head)
  }

  /// Every call after the first: with bytes of the body, without bytes at its end, and again
  /// after the end of a suspension.
  func continueRequest(
    on connection: Connection, received: UnsafeRawBufferPointer
  ) -> MHD_Result {
    let count = received.count
    switch connection.phase {
    case .readingBody where count == 0: return finishBody(on: connection)
    case .readingBody: return unsafe store(received, on: connection)
    case .droppingBody(let response) where count == 0:
      requestLimit.stop(connection.slot)
      return send(response, on: connection)
    case .droppingBody: return drop(count, on: connection)
    case .resumed(let response): return send(response, on: connection)
    case .suspended, .responding: return .YES
    case .waiting, .readingHead: return .NO
    }
  }

  private func store(
    _ received: UnsafeRawBufferPointer, on connection: Connection
  ) -> MHD_Result {
    let total = connection.body.count + received.count
    guard total > configuration.maximumBodyBytes else {
      unsafe connection.body.append(contentsOf: received)
      return .YES
    }
    // Only a chunked body gets here. The library takes no answer in the middle of a body.
    connection.body = []
    connection.closesAfterResponse = true
    connection.phase = .droppingBody(handler.response(to: .tooLarge))
    return drop(received.count, on: connection)
  }

  /// Reads on to the end of a body that is too large, but not for ever: twice the limit is cut.
  private func drop(_ count: Int, on connection: Connection) -> MHD_Result {
    connection.droppedBytes += count
    let most = max(configuration.maximumBodyBytes, 64 << 10)
    return connection.droppedBytes <= most ? .YES : .NO
  }

  private func finishBody(on connection: Connection) -> MHD_Result {
    requestLimit.stop(connection.slot)
    guard let head = connection.head else { return .NO }
    let request = IncomingRequest(head: head, body: connection.body)
    connection.body = []
    connection.head = nil
    let ticket = newTicket(for: connection)
    let pending = PendingAnswer(ticket: ticket, mailbox: mailbox)
    switch handler.handle(request, pending: pending) {
    case .now(let response):
      pending.close()
      return send(response, on: connection)
    case .later:
      connection.phase = .suspended(ticket)
      unsafe MHD_suspend_connection(connection.handle)
      return .YES
    case .cut:
      pending.close()
      connection.resetWhenClosed()
      return .NO
    }
  }

  private func send(_ response: HTTPResponse, on connection: Connection) -> MHD_Result {
    connection.phase = .responding
    requestLimit.stop(connection.slot)
    responseLimit.start(connection.slot, at: .now)
    let closes =
      switch stage {
      case .serving: connection.closesAfterResponse
      case .draining, .flushing: true
      }
    if let built = DaemonResponse.make(response, closes: closes) {
      return built.queue(on: connection)
    }
    let unsendable = handler.response(to: .unsendable)
    return DaemonResponse.make(unsendable, closes: true)?.queue(on: connection) ?? .NO
  }

  func endRequest(on connection: Connection) {
    stopLimits(connection)
    connection.phase = .waiting
    connection.head = nil
    connection.body = []
    idleLimit.start(connection.slot, at: .now)
    if case .serving = stage { return }
    idleToCut.append(connection.slot)
  }
}
