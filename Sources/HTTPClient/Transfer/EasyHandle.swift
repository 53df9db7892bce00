internal import CCurl

/// One libcurl easy handle, with setters that remember the first refusal.
@safe struct EasyHandle: ~Copyable {
  let raw: UnsafeMutableRawPointer
  /// The first option that was refused, and libcurl's code.
  private(set) var refusal: (option: String, code: Int)?

  init() throws(HTTPClientError) {
    guard let raw = unsafe curl_easy_init() else {
      throw .refusal("curl_easy_init", code: Int(CURLE_FAILED_INIT.rawValue))
    }
    unsafe self.raw = raw
  }

  deinit {
    unsafe curl_easy_cleanup(raw)
  }

  mutating func set(_ option: CURLoption, _ value: Int) {
    unsafe note(ccurl_set_long(raw, option, value), option)
  }

  mutating func set(_ option: CURLoption, offset value: Int) {
    unsafe note(ccurl_set_offset(raw, option, curl_off_t(value)), option)
  }

  mutating func set(_ option: CURLoption, _ text: UnsafePointer<CChar>?) {
    unsafe note(ccurl_set_text(raw, option, text), option)
  }

  mutating func set(_ option: CURLoption, pointer: UnsafeRawPointer?) {
    unsafe note(ccurl_set_pointer(raw, option, pointer), option)
  }

  mutating func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
    unsafe note(ccurl_set_list(raw, option, list), option)
  }

  mutating func note(_ code: CURLcode, _ option: CURLoption) {
    guard code != CURLE_OK, refusal == nil else { return }
    refusal = ("option \(option.rawValue)", Int(code.rawValue))
  }

  /// Forgets a refusal, so that the next request is judged by its own settings.
  mutating func takeRefusal() -> (option: String, code: Int)? {
    let taken = refusal
    refusal = nil
    return taken
  }

  /// Microseconds; zero when the moment was not reached.
  func time(_ info: CURLINFO) -> Duration? {
    var microseconds: curl_off_t = 0
    guard unsafe ccurl_get_offset(raw, info, &microseconds) == CURLE_OK, microseconds > 0 else {
      return nil
    }
    return .microseconds(Int64(microseconds))
  }
}
