import Wire

extension APIService {
  /// The answer to a request that the server did not even hand over.
  func response(toRefused status: HTTPStatus, because reason: String) -> HTTPResponse {
    let type: ProblemType =
      switch status {
      case .badRequest: .malformedRequest
      case .contentTooLarge: .payloadTooLarge
      case .uriTooLong: .targetTooLong
      case .serviceUnavailable: .unavailable
      case _ where status.code == 505: .versionNotSupported
      default: .internalError
      }
    return Problem(type, reason).reply.response
  }
}
