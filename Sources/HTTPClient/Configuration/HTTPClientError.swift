internal import Glibc

/// Why a client could not be made.
package enum HTTPClientError: Error, Equatable, CustomStringConvertible {
  /// The operating system refused a call, mostly for want of descriptors.
  case system(_ call: String, code: Int32)
  /// libcurl refused a setting: the library at hand is too old or built without it.
  case refusal(_ setting: String, code: Int)
  /// A value of the configuration is outside its range.
  case configuration(_ reason: String)

  package var description: String {
    switch self {
    case .system(let call, let code):
      let reason = unsafe String(cString: strerror(code))
      return "\(call) failed: \(reason). Raise the limit of open files or free some."
    case .refusal(let setting, let code):
      return
        "libcurl refused \(setting) (code \(code)). Install libcurl 7.88 or later with OpenSSL."
    case .configuration(let reason):
      return reason
    }
  }
}
