import Wire

/// Reads the body of a request as JSON.
enum JSONBody {
  /// Null where there is no body.
  static func read(_ request: HTTPServerRequest) throws(Problem) -> JSON {
    guard !request.body.isEmpty else { return .null }
    try requireMediaType(request)
    do {
      return try JSON.parse(request.body, limits: RequestLimits.json)
    } catch {
      throw Problem(.malformedJSON, "\(error); send one JSON value in UTF-8")
    }
  }

  private static func requireMediaType(_ request: HTTPServerRequest) throws(Problem) {
    let text = request.fields.first(.contentType)
    // What nearly all send needs no taking apart.
    if text == "application/json" { return }
    let type = text.flatMap { MediaType(parsing: $0) }
    let isPatch = request.method == .patch
    let isAccepted = type.map { type in
      let isKnown =
        type.essence == "application/json"
        || (isPatch && type.essence == "application/merge-patch+json")
      return type.isJSON && isKnown
    }
    guard isAccepted == true else {
      throw Problem(
        .unsupportedMediaType,
        "send the body as application/json"
          + (isPatch ? " or application/merge-patch+json" : "") + " in UTF-8")
    }
  }
}
