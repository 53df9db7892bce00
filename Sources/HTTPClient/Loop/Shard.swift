internal import CCurl
internal import CLinux

/// One multi handle: the connections, cached addresses and transfers of a share of the hosts.
///
/// libcurl's cost per request grows with the hosts in a multi handle, so hosts are shared out.
@safe final class Shard {
  let index: Int
  private let raw: UnsafeMutableRawPointer
  private let sockets: SocketWatch
  /// When libcurl wants to be called at the latest.
  private(set) var deadline = MonotonicInstant.never
  /// libcurl was called since its messages were last read.
  private(set) var mayHaveMessages = false

  init(
    index: Int, configuration: ClientConfiguration, sockets: SocketWatch
  ) throws(HTTPClientError) {
    guard let raw = unsafe curl_multi_init() else {
      throw .refusal("curl_multi_init", code: Int(CURLM_OUT_OF_MEMORY.rawValue))
    }
    self.index = index
    unsafe self.raw = raw
    self.sockets = sockets
    let pointer = unsafe Unmanaged.passUnretained(self).toOpaque()
    let connections = max(configuration.connectionsPerShard, configuration.inFlightPerShard)
    let codes = unsafe [
      ccurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, connections),
      ccurl_multi_set_long(raw, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections),
      ccurl_multi_set_long(raw, CURLMOPT_MAX_HOST_CONNECTIONS, configuration.connectionsPerHost),
      ccurl_multi_set_long(
        raw, CURLMOPT_MAX_CONCURRENT_STREAMS, configuration.streamsPerHost),
      ccurl_multi_set_long(raw, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX)),
      ccurl_multi_set_pointer(raw, CURLMOPT_SOCKETDATA, pointer),
      ccurl_multi_set_pointer(raw, CURLMOPT_TIMERDATA, pointer),
      ccurl_multi_set_socket_callback(raw, watchSocket),
      ccurl_multi_set_timer_callback(raw, setTimer),
    ]
    if let refusal = codes.first(where: { $0 != CURLM_OK }) {
      throw .refusal("an option of the multi handle", code: Int(refusal.rawValue))
    }
  }

  /// All transfers must have been removed.
  deinit {
    // Closing connections must not call back into an object that is going away.
    unsafe ccurl_multi_set_socket_callback(raw, nil)
    unsafe ccurl_multi_set_timer_callback(raw, nil)
    unsafe curl_multi_cleanup(raw)
  }

  /// False when libcurl does not take the transfer.
  func add(_ transfer: Transfer) -> Bool {
    unsafe curl_multi_add_handle(raw, transfer.easy.raw) == CURLM_OK
  }

  func remove(_ transfer: Transfer) {
    unsafe curl_multi_remove_handle(raw, transfer.easy.raw)
  }

  func socketIsReady(_ event: SocketWatch.Event) {
    var bits: Int32 = 0
    if event.bits & EPOLLIN.rawValue != 0 { bits |= CURL_CSELECT_IN }
    if event.bits & EPOLLOUT.rawValue != 0 { bits |= CURL_CSELECT_OUT }
    if event.bits & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { bits |= CURL_CSELECT_ERR }
    act(on: event.descriptor, bits)
  }

  func timeHasCome(now: MonotonicInstant) {
    guard deadline <= now else { return }
    deadline = .never
    act(on: ccurl_socket_timeout(), 0)
  }

  /// Hands over each transfer that ended since the last call.
  func takeEnded(_ deliver: (Transfer, CURLcode) -> Void) {
    guard mayHaveMessages else { return }
    mayHaveMessages = false
    var left: Int32 = 0
    while let message = unsafe curl_multi_info_read(raw, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
      // The message does not survive the removal of its handle.
      let code = unsafe ccurl_result(message)
      var pointer: UnsafeMutableRawPointer?
      unsafe ccurl_get_private(message.pointee.easy_handle, &pointer)
      if let pointer = unsafe pointer { unsafe deliver(Transfer.at(pointer), code) }
    }
  }

  private func act(on descriptor: curl_socket_t, _ bits: Int32) {
    var running: Int32 = 0
    unsafe curl_multi_socket_action(raw, descriptor, bits, &running)
    mayHaveMessages = true
  }

  fileprivate func setDeadline(milliseconds: Int) {
    switch milliseconds {
    case ..<0: deadline = .never
    case 0: deadline = .past
    default: deadline = .now().advanced(by: .milliseconds(milliseconds))
    }
  }

  fileprivate func watch(_ descriptor: Int32, _ what: Int32) {
    var bits: UInt32 = 0
    if what == CURL_POLL_IN || what == CURL_POLL_INOUT { bits |= EPOLLIN.rawValue }
    if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { bits |= EPOLLOUT.rawValue }
    sockets.watch(descriptor, for: bits, shard: index)
  }
}

private let watchSocket:
  @convention(c) @Sendable (
    UnsafeMutableRawPointer?, curl_socket_t, Int32, UnsafeMutableRawPointer?,
    UnsafeMutableRawPointer?
  ) -> Int32 = { _, descriptor, what, pointer, _ in
    if let pointer = unsafe pointer {
      unsafe Unmanaged<Shard>.fromOpaque(pointer).takeUnretainedValue().watch(descriptor, what)
    }
    return 0
  }

private let setTimer:
  @convention(c) @Sendable (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Int32 = {
    _, milliseconds, pointer in
    if let pointer = unsafe pointer {
      unsafe Unmanaged<Shard>.fromOpaque(pointer).takeUnretainedValue()
        .setDeadline(milliseconds: milliseconds)
    }
    return 0
  }
