import Wire

/// What one request may be.
enum RequestLimits {
  static let bodyBytes = 1 << 20
  static let batchBytes = 8 << 20
  static let comparisonBytes = 16 << 10
  static let headerFields = 100
  static let batchCommands = 1_000
  static let translatedIDs = 10_000

  /// Members and elements within one another.
  static let json = JSONLimits(maximumDepth: 32, maximumBytes: batchBytes)

  static func bodyBytes(of route: Route) -> Int {
    switch route.action {
    case .batch, .rows: batchBytes
    case .compare: comparisonBytes
    default: bodyBytes
    }
  }

  static func requireBody(_ byteCount: Int, within route: Route) throws(Problem) {
    let limit = bodyBytes(of: route)
    guard byteCount <= limit else {
      throw Problem(
        .payloadTooLarge, "the body may have \(limit) bytes; send less, or in several requests")
    }
  }

  static func requireFields(_ fields: HTTPFields) throws(Problem) {
    guard fields.count <= headerFields else {
      throw Problem(
        .tooManyHeaders, "a request may have \(headerFields) header fields; send fewer")
    }
  }
}
