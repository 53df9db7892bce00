import Wire

/// What the API answered to one request.
struct APIAnswer: Hashable, Sendable {
  let status: Int
  let body: [UInt8]
  /// The `ETag` of a record, with its quotes.
  var entityTag: String? = nil

  var isSuccess: Bool { (200..<300).contains(status) }

  /// Null where there is no body, or none that is JSON.
  var json: JSON { (try? JSON.parse(body, limits: Self.limits)) ?? .null }

  var text: String { String(decoding: body, as: UTF8.self) }

  /// More than any page holds.
  static let byteLimit = 64 << 20
  private static let limits = JSONLimits(maximumDepth: 64, maximumBytes: byteLimit)
}

/// Why there is no answer.
struct ConnectionFailure: Error, Hashable {
  let message: String
  /// Whether the same request may come through in a moment.
  let mayPass: Bool
}
