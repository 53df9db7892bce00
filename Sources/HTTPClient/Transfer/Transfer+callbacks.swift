internal import CCurl
internal import Glibc
internal import Wire

extension Transfer {
  /// Connects libcurl's calls to this object, which outlives each of its requests.
  ///
  /// The close callback belongs to a connection, which may outlive the transfer: it gets the
  /// context.
  func applyCallbacks() {
    unsafe easy.set(CURLOPT_PRIVATE, pointer: pointer)
    unsafe easy.set(CURLOPT_WRITEDATA, pointer: pointer)
    unsafe easy.set(CURLOPT_HEADERDATA, pointer: pointer)
    unsafe easy.set(CURLOPT_OPENSOCKETDATA, pointer: pointer)
    unsafe easy.set(CURLOPT_PREREQDATA, pointer: pointer)
    unsafe easy.set(CURLOPT_CLOSESOCKETDATA, pointer: context.pointer)
    let raw = unsafe easy.raw
    unsafe easy.note(
      ccurl_set_write_callback(raw, CURLOPT_WRITEFUNCTION, takeBody), CURLOPT_WRITEFUNCTION)
    unsafe easy.note(
      ccurl_set_write_callback(raw, CURLOPT_HEADERFUNCTION, takeHeadLine), CURLOPT_HEADERFUNCTION)
    unsafe easy.note(ccurl_set_open_socket_callback(raw, openSocket), CURLOPT_OPENSOCKETFUNCTION)
    unsafe easy.note(ccurl_set_close_socket_callback(raw, closeSocket), CURLOPT_CLOSESOCKETFUNCTION)
    unsafe easy.note(ccurl_set_last_look_callback(raw, lookOnceMore), CURLOPT_PREREQFUNCTION)
  }

  /// Opens a socket for an address that the egress policy permits.
  fileprivate func open(_ address: UnsafePointer<curl_sockaddr>) -> Int32 {
    isAddressNews = true
    guard let target = unsafe IPAddress(connecting: address) else { return ccurl_socket_bad() }
    guard context.egressPolicy.permits(target) else {
      refusedAddress = refusedAddress ?? target
      return ccurl_socket_bad()
    }
    foundPermittedAddress = true
    let kind = unsafe address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = unsafe socket(address.pointee.family, kind, address.pointee.`protocol`)
    guard descriptor >= 0 else { return ccurl_socket_bad() }
    context.sockets.opened(descriptor)
    return descriptor
  }

  fileprivate func mayBeSent() -> Bool {
    isAddressNews = true
    guard context.lastLook(token) else {
      wasWithdrawn = true
      return false
    }
    sends += 1
    return true
  }
}

/// CURLOPT_WRITEFUNCTION: anything but the number given ends the transfer.
private let takeBody:
  @convention(c) @Sendable (
    UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
  ) -> Int = { bytes, size, count, pointer in
    guard let pointer = unsafe pointer else { return 0 }
    let taken = unsafe Transfer.at(pointer).answer.takeBody(
      UnsafeRawBufferPointer(start: bytes, count: size * count))
    return taken ? size * count : 0
  }

/// CURLOPT_HEADERFUNCTION: one whole line per call.
private let takeHeadLine:
  @convention(c) @Sendable (
    UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?
  ) -> Int = { bytes, size, count, pointer in
    guard let pointer = unsafe pointer else { return 0 }
    let taken = unsafe Transfer.at(pointer).answer.takeHeadLine(
      UnsafeRawBufferPointer(start: bytes, count: size * count))
    return taken ? size * count : 0
  }

private let openSocket:
  @convention(c) @Sendable (
    UnsafeMutableRawPointer?, curlsocktype, UnsafeMutablePointer<curl_sockaddr>?
  ) -> curl_socket_t = { pointer, _, address in
    guard let pointer = unsafe pointer, let address = unsafe address else {
      return ccurl_socket_bad()
    }
    return unsafe Transfer.at(pointer).open(address)
  }

private let closeSocket:
  @convention(c) @Sendable (UnsafeMutableRawPointer?, curl_socket_t) -> Int32 = {
    pointer, descriptor in
    if let pointer = unsafe pointer {
      unsafe TransferContext.at(pointer).sockets.closed(descriptor)
    }
    return close(descriptor)
  }

private let lookOnceMore:
  @convention(c) @Sendable (
    UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?, Int32,
    Int32
  ) -> Int32 = { pointer, _, _, _, _ in
    guard let pointer = unsafe pointer else { return CURL_PREREQFUNC_ABORT }
    return unsafe Transfer.at(pointer).mayBeSent()
      ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
  }
