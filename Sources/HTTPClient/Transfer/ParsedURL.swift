internal import CCurl

/// One URL as libcurl parsed it, for any number of requests; given a text, a handle parses it anew
/// for each request.
@safe struct ParsedURL: ~Copyable {
  private let raw: OpaquePointer

  /// What a handle is told beside: dots in the path stay, and no user is taken out of it.
  private static let flags = UInt32(
    CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)

  init() throws(HTTPClientError) {
    guard let raw = unsafe curl_url() else {
      throw .refusal("curl_url", code: Int(CURLUE_OUT_OF_MEMORY.rawValue))
    }
    unsafe self.raw = raw
  }

  /// No handle may refer to it any more.
  deinit {
    unsafe curl_url_cleanup(raw)
  }

  /// For CURLOPT_CURLU; the handle copies it at the start of each request.
  var pointer: UnsafeRawPointer { unsafe UnsafeRawPointer(raw) }

  /// Takes another URL, ended by NUL; false when libcurl does not accept it.
  func set(_ text: UnsafePointer<CChar>?) -> Bool {
    unsafe curl_url_set(raw, CURLUPART_URL, text, Self.flags) == CURLUE_OK
  }
}
