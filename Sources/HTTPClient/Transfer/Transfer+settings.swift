internal import CCurl
internal import Wire

extension Transfer {
  /// Pins once what no request changes; whatever protects is named even where it is the default.
  func applyFixedSettings(of configuration: ClientConfiguration) {
    easy.set(CURLOPT_NOSIGNAL, 1)
    easy.set(CURLOPT_FOLLOWLOCATION, 0)
    easy.set(CURLOPT_SSL_VERIFYPEER, 1)
    easy.set(CURLOPT_SSL_VERIFYHOST, 2)
    easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    easy.set(CURLOPT_HTTP09_ALLOWED, 0)
    easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    easy.set(CURLOPT_PATH_AS_IS, 1)
    easy.set(CURLOPT_TCP_NODELAY, 1)
    easy.set(CURLOPT_TCP_KEEPALIVE, 1)
    easy.set(CURLOPT_TCP_KEEPIDLE, 30)
    easy.set(CURLOPT_TCP_KEEPINTVL, 10)
    // Without it a request that times out during its look-up blocks the whole loop until the
    // resolver gives up; the thread cleans up after itself.
    easy.set(CURLOPT_QUICK_EXIT, 1)
    easy.set(CURLOPT_DNS_CACHE_TIMEOUT, Int(Schedule.addressLifetime.components.seconds))
    easy.set(CURLOPT_MAXAGE_CONN, Int(configuration.idleAge.components.seconds))
    // The cache is per handle, and handles serve any host: it would cost memory and seldom hit.
    easy.set(CURLOPT_SSL_SESSIONID_CACHE, 0)
    easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // Waits for a connection that may turn out to speak HTTP/2 rather than opening another.
    easy.set(CURLOPT_PIPEWAIT, 1)
    setText(CURLOPT_PROTOCOLS_STR, "http,https")
    setText(CURLOPT_REDIR_PROTOCOLS_STR, "https")
    setText(CURLOPT_USERAGENT, configuration.userAgent)
    // An empty proxy also keeps libcurl from reading the environment.
    setText(CURLOPT_PROXY, configuration.proxy ?? "")
    setText(CURLOPT_NOPROXY, "")
    trustSystem()
    settings.trust = .system
  }

  /// Sets what this request needs and the last one did not.
  func apply(_ request: OutgoingRequest) -> Failure? {
    guard lines.render(request.fields) else {
      return Failure(
        .invalidRequest,
        "The request brings a field that the client sets itself, such as Host or Content-Length.")
    }
    guard apply(url: request.url) else {
      return Failure(.invalidRequest, "libcurl does not accept the URL.")
    }
    unsafe easy.set(CURLOPT_HTTPHEADER, list: lines.list())
    apply(method: request.method, body: request.body)
    applyLimits(of: request)
    apply(version: request.version)
    apply(trust: request.trust)
    guard let refusal = easy.takeRefusal() else { return nil }
    settings = TransferSettings()
    return Failure(
      .other, "libcurl refused \(refusal.option) with code \(refusal.code); nothing was sent.")
  }

  /// Most requests of a handle go to one URL, which is parsed once for all of them.
  private func apply(url address: HTTPURL) -> Bool {
    guard address != settings.url else { return true }
    settings.url = nil
    render(address)
    guard unsafe parsedURL.set(url.start) else { return false }
    // The text that the handle made of the last one would stay.
    unsafe easy.set(CURLOPT_URL, nil)
    unsafe easy.set(CURLOPT_CURLU, pointer: parsedURL.pointer)
    settings.url = address
    return true
  }

  private func render(_ address: HTTPURL) {
    url.removeAll()
    url.append(address.scheme == .https ? "https://" : "http://" as StaticString)
    let isIPv6 = address.address?.isIPv6 == true
    if isIPv6 { url.append(UInt8(ascii: "[")) }
    url.append(address.host)
    if isIPv6 { url.append(UInt8(ascii: "]")) }
    if address.port != address.scheme.defaultPort {
      url.append(UInt8(ascii: ":"))
      url.append(decimal: address.port)
    }
    url.append(address.path)
    if let query = address.query {
      url.append(UInt8(ascii: "?"))
      url.append(query)
    }
    url.append(UInt8(0))
  }

  private func apply(method: HTTPMethod, body bytes: [UInt8]) {
    let sendsBody = !bytes.isEmpty || [.post, .put, .patch].contains(method)
    if method != settings.method || sendsBody != settings.sendsBody {
      settings.method = method
      settings.sendsBody = sendsBody
      selectMethod(method, sendsBody: sendsBody)
    }
    guard sendsBody else { return }
    body.removeAll()
    body.append(bytes)
    easy.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: bytes.count)
    unsafe easy.set(CURLOPT_POSTFIELDS, pointer: body.start)
  }

  private func selectMethod(_ method: HTTPMethod, sendsBody: Bool) {
    easy.set(CURLOPT_NOBODY, 0)
    easy.set(sendsBody ? CURLOPT_POST : CURLOPT_HTTPGET, 1)
    if method == .head, !sendsBody {
      easy.set(CURLOPT_NOBODY, 1)
      unsafe easy.set(CURLOPT_CUSTOMREQUEST, nil)
    } else if method == (sendsBody ? .post : .get) {
      unsafe easy.set(CURLOPT_CUSTOMREQUEST, nil)
    } else {
      setText(CURLOPT_CUSTOMREQUEST, method.name)
    }
  }

  private func applyLimits(of request: OutgoingRequest) {
    let connect = request.connectTimeLimit.limitInMilliseconds
    let total = request.totalTimeLimit.limitInMilliseconds
    if connect != settings.connectLimitInMilliseconds {
      settings.connectLimitInMilliseconds = connect
      easy.set(CURLOPT_CONNECTTIMEOUT_MS, connect)
    }
    if total != settings.totalLimitInMilliseconds {
      settings.totalLimitInMilliseconds = total
      easy.set(CURLOPT_TIMEOUT_MS, total)
    }
  }

  private func apply(version: OutgoingRequest.Version) {
    guard version != settings.version else { return }
    settings.version = version
    // The TLS form never asks for HTTP/2 without TLS, which libcurl 7.88 does badly.
    easy.set(
      CURLOPT_HTTP_VERSION,
      version == .http2 ? Int(CURL_HTTP_VERSION_2TLS) : Int(CURL_HTTP_VERSION_1_1))
  }

  private func apply(trust: OutgoingRequest.Trust) {
    guard trust != settings.trust else { return }
    settings.trust = trust
    switch trust {
    case .system: trustSystem()
    case .file(let path):
      setText(CURLOPT_CAINFO, path)
      unsafe easy.set(CURLOPT_CAPATH, nil)
    }
  }

  private func trustSystem() {
    setText(CURLOPT_CAPATH, certificateDirectory)
    if let certificateFile {
      setText(CURLOPT_CAINFO, certificateFile)
    } else {
      // The default reads a bundle of all authorities for each new connection.
      unsafe easy.set(CURLOPT_CAINFO, nil)
    }
  }

  private func setText(_ option: CURLoption, _ text: String) {
    unsafe text.withCString { unsafe easy.set(option, $0) }
  }
}
