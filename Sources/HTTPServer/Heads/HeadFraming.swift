import Wire

/// How long the body of a request is, told from its head alone; the checks that the library
/// leaves to us are made here (RFC 9112, sections 3.2 and 6.3).
enum HeadFraming: Equatable {
  case none
  case length(Int)
  case chunked

  /// A request that two readers could take apart differently is refused with 400.
  init(version: String, fields: HTTPFields) throws(Refusal) {
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
      throw Refusal(
        status: .httpVersionNotSupported, reason: "only HTTP/1.1 and HTTP/1.0 are spoken here")
    }
    var hosts = 0
    var lengths: [String] = []
    var codings: [String] = []
    for field in fields {
      switch field.name {
      case .host: hosts += 1
      case .contentLength: lengths.append(field.value.text)
      case .transferEncoding: codings.append(field.value.text)
      default: break
      }
    }
    guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else {
      throw Refusal(status: .badRequest, reason: "a request needs exactly one Host field")
    }
    guard lengths.count + codings.count <= 1 else {
      throw Refusal(
        status: .badRequest,
        reason: "a request may have one Content-Length or one Transfer-Encoding")
    }
    if let coding = codings.first {
      self = try Self.chunked(coding, version: version)
    } else {
      self = try lengths.first.map(Self.length(of:)) ?? .none
    }
  }

  private static func chunked(_ coding: String, version: String) throws(Refusal) -> Self {
    guard version == "HTTP/1.1", coding.lowercased() == "chunked" else {
      throw Refusal(
        status: .badRequest, reason: "the only transfer coding is chunked, in HTTP/1.1")
    }
    return .chunked
  }

  private static func length(of text: String) throws(Refusal) -> Self {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int(text)
    else {
      throw Refusal(status: .badRequest, reason: "Content-Length is not a number of bytes")
    }
    return count == 0 ? .none : .length(count)
  }
}

extension HTTPStatus {
  fileprivate static let httpVersionNotSupported = HTTPStatus(505) ?? .notImplemented
}
