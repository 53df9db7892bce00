import CMicroHTTPD
import Wire

/// A response in the library's form, released when it goes out of scope.
@safe
struct DaemonResponse: ~Copyable {
  private let handle: OpaquePointer
  private let status: UInt32

  /// Nil if the response cannot be sent: a status below 200, a field that the library refuses,
  /// or no memory.
  ///
  /// The body is copied once.
  static func make(_ response: HTTPResponse, closes: Bool) -> Self? {
    guard !response.status.isInformational, let made = Self(response) else { return nil }
    for field in response.fields
    where field.name != .contentLength && field.name != .transferEncoding {
      guard made.add(field.name.spelling, field.value.text) else { return nil }
    }
    guard !closes || made.add("Connection", "close") else { return nil }
    return made
  }

  private init?(_ response: HTTPResponse) {
    let made = unsafe response.body.withUnsafeBytes { bytes in
      unsafe MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
    guard let handle = unsafe made else { return nil }
    unsafe self.handle = unsafe handle
    status = UInt32(response.status.code)
  }

  deinit {
    unsafe MHD_destroy_response(handle)
  }

  /// The library keeps what it needs beyond this value's life.
  borrowing func queue(on connection: Connection) -> MHD_Result {
    unsafe MHD_queue_response(connection.handle, status, handle)
  }

  private borrowing func add(_ name: String, _ value: String) -> Bool {
    unsafe MHD_add_response_header(handle, name, value) == .YES
  }
}
