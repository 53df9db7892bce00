import Wire

/// The answer to a request before it is framed as an HTTP response or as an item of a batch.
struct Reply: Sendable {
  let status: HTTPStatus
  /// Nil where the status has none.
  let body: [UInt8]?
  let mediaType: BodyType
  var fields: HTTPFields

  enum BodyType: Sendable {
    case json
    case problem

    var fieldValue: HTTPFieldValue {
      switch self {
      case .json: "application/json"
      case .problem: "application/problem+json"
      }
    }
  }

  init(
    _ status: HTTPStatus, body: [UInt8]? = nil, mediaType: BodyType = .json,
    fields: HTTPFields = [:]
  ) {
    self.status = status
    self.body = body
    self.mediaType = mediaType
    self.fields = fields
  }

  var response: HTTPResponse {
    var fields = fields
    guard let body else { return HTTPResponse(status, fields: fields) }
    fields.append(.contentType, mediaType.fieldValue)
    return HTTPResponse(status, fields: fields, body: body)
  }
}
