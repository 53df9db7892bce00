internal import CCurl

extension Transfer {
  /// Reads libcurl's code together with what the callbacks saw.
  ///
  /// A final status that came stands, whatever broke later: a peer that answers before it has read
  /// the whole body makes libcurl report an error, although the answer is here.
  func outcome(_ code: CURLcode) -> Outcome {
    if let response = response(isWhole: code == CURLE_OK) { return .response(response) }
    return .failure(failure(code))
  }

  /// What a transfer that was taken out amounts to.
  func outcomeWhenCancelled() -> Outcome {
    if let response = response(isWhole: false) { return .response(response) }
    return .failure(Failure(.cancelled, "The request was cancelled."))
  }

  /// The look-up may still be running in its thread although the transfer has ended.
  func isLookupStray(_ code: CURLcode?) -> Bool {
    ownsLookup && code != CURLE_COULDNT_RESOLVE_HOST && code != CURLE_COULDNT_RESOLVE_PROXY
  }

  private func response(isWhole: Bool) -> Response? {
    guard answer.isFinal else { return nil }
    return Response(
      status: answer.status, head: answer.head, body: answer.body,
      isTruncated: answer.isCut || !isWhole)
  }

  private func failure(_ code: CURLcode) -> Failure {
    if wasWithdrawn {
      return Failure(.withdrawn, "The request was withdrawn before it was sent.")
    }
    if answer.isHeadOversized {
      return Failure(
        .protocolError,
        "The head of the answer is over \(AnswerBuffer.maximumHeadBytes) bytes or "
          + "\(AnswerBuffer.maximumHeadLines) lines.")
    }
    if code == CURLE_COULDNT_CONNECT, let address = refusedAddress, !foundPermittedAddress {
      return Failure(
        .egressRefused(address),
        "The egress policy does not permit \(address). "
          + "If the host belongs there, allow its network.")
    }
    return Failure(curl: code, detail: libraryText)
  }
}

extension Failure {
  /// The one place where libcurl's codes get a meaning.
  ///
  /// The library's own text is kept for connection and TLS, where it names the reason.
  init(curl code: CURLcode, detail: String) {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      self.init(.dns, "The host name does not resolve. Check the name and the resolver.")
    case CURLE_COULDNT_RESOLVE_PROXY:
      self.init(.dns, "The name of the proxy does not resolve. Check the proxy setting.")
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED:
      self.init(.connect, "No connection could be made" + Self.suffix(detail))
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_USE_SSL_FAILED,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
      CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CRL_BADFILE:
      self.init(.tls, "TLS failed" + Self.suffix(detail))
    case CURLE_OPERATION_TIMEDOUT:
      self.init(.timeout, "A time limit passed before the answer was here.")
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SSL_SHUTDOWN_FAILED:
      self.init(.reset, "The connection broke before an answer came.")
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING,
      CURLE_WRITE_ERROR, CURLE_OK:
      self.init(.protocolError, "What came back is not an HTTP answer.")
    case CURLE_URL_MALFORMAT:
      self.init(.invalidRequest, "libcurl does not accept the URL.")
    case CURLE_ABORTED_BY_CALLBACK:
      self.init(.cancelled, "The request was cancelled.")
    default:
      self.init(.other, "libcurl ended the request with code \(code.rawValue).")
    }
  }

  private static func suffix(_ detail: String) -> String {
    detail.isEmpty ? "." : ": \(detail)"
  }
}
