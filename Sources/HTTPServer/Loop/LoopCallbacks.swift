import CMicroHTTPD

// What the library calls, always from within `MHD_run` or `MHD_stop_daemon`, so on the thread of
// the loop that the first argument stands for.

let onRequest: MHD_AccessHandlerCallback = { context, handle, _, method, version, bytes, size, _ in
  guard let loop = unsafe loop(context), let size = unsafe size,
    let connection = unsafe connection(handle)
  else { return .NO }
  let received = unsafe UnsafeRawBufferPointer(start: bytes, count: size.pointee)
  unsafe size.pointee = 0
  guard case .readingHead = connection.phase else {
    return unsafe loop.continueRequest(on: connection, received: received)
  }
  let lines = unsafe (method: text(method), version: text(version))
  return loop.receiveHead(on: connection, method: lines.method, version: lines.version)
}

let onRequestLine:
  @convention(c) (
    UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?
  ) -> UnsafeMutableRawPointer? = { context, target, handle in
    if let loop = unsafe loop(context), let connection = unsafe connection(handle) {
      loop.beginRequest(on: connection, target: unsafe text(target))
    }
    return nil
  }

let onCompleted: MHD_RequestCompletedCallback = { context, handle, _, _ in
  guard let loop = unsafe loop(context), let connection = unsafe connection(handle) else { return }
  loop.endRequest(on: connection)
}

let onConnection: MHD_NotifyConnectionCallback = { context, handle, slot, event in
  guard let loop = unsafe loop(context), let handle = unsafe handle, let slot = unsafe slot
  else { return }
  if event == .CONNECTION_NOTIFY_STARTED {
    // Unretained: the loop's table owns the connection until it is closed.
    let opened = unsafe loop.open(handle)
    unsafe slot.pointee = Unmanaged.passUnretained(opened).toOpaque()
  } else if let pointer = unsafe slot.pointee {
    unsafe slot.pointee = nil
    loop.close(unsafe Unmanaged<Connection>.fromOpaque(pointer).takeUnretainedValue())
  }
}

private func loop(_ context: UnsafeMutableRawPointer?) -> EventLoop? {
  guard let context = unsafe context else { return nil }
  return unsafe Unmanaged<EventLoop>.fromOpaque(context).takeUnretainedValue()
}

private func connection(_ handle: OpaquePointer?) -> Connection? {
  guard let handle = unsafe handle, let context = unsafe cmicrohttpd_socket_context(handle)
  else { return nil }
  return unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
}

private func text(_ pointer: UnsafePointer<CChar>?) -> String {
  guard let pointer = unsafe pointer else { return "" }
  return unsafe String(cString: pointer)
}
