/// How an endpoint gets its events: by requests that we send, or in answers to its party's own.
package struct Transport: Hashable, Sendable {
  package let kind: Kind
  package var version: HTTPVersion
  /// Seconds until a connection must stand, 1 to 60.
  package let connectSeconds: Int
  /// Seconds until the whole answer must be there, 1 to 120.
  package let totalSeconds: Int
  /// Requests that may be under way at once, 1 to 64; never two for one record.
  package let parallelRequests: Int

  /// The default: HTTP/1.1, 5 s to connect, 20 s in total, 8 requests at once.
  package init() {
    self.init(stored: .http1, connectSeconds: 5, totalSeconds: 20, parallelRequests: 8)
  }

  package init(
    version: HTTPVersion, connectSeconds: Int, totalSeconds: Int, parallelRequests: Int
  ) throws(InvalidValue) {
    guard (1...60).contains(connectSeconds) else {
      throw InvalidValue("connect_seconds is 1 to 60")
    }
    guard (1...120).contains(totalSeconds) else {
      throw InvalidValue("total_seconds is 1 to 120")
    }
    guard (1...64).contains(parallelRequests) else {
      throw InvalidValue("parallel_requests is 1 to 64")
    }
    self.init(
      stored: version, connectSeconds: connectSeconds, totalSeconds: totalSeconds,
      parallelRequests: parallelRequests)
  }

  /// The party asks for what it is told; none of the other settings have a meaning then.
  package static let pull = Transport(
    stored: .http1, connectSeconds: 5, totalSeconds: 20, parallelRequests: 8, kind: .pull)

  init(
    stored version: HTTPVersion, connectSeconds: Int, totalSeconds: Int, parallelRequests: Int,
    kind: Kind = .push
  ) {
    self.kind = kind
    self.version = version
    self.connectSeconds = connectSeconds
    self.totalSeconds = totalSeconds
    self.parallelRequests = parallelRequests
  }

  /// Who makes the requests.
  package enum Kind: UInt8, CaseIterable, Sendable {
    case push = 1
    case pull = 2

    package var name: String {
      switch self {
      case .push: "push"
      case .pull: "pull"
      }
    }
  }

  /// HTTP/1.1, or HTTP/2 over TLS.
  package enum HTTPVersion: UInt8, CaseIterable, Sendable {
    case http1 = 1
    case http2 = 2

    package var name: String {
      switch self {
      case .http1: "http/1.1"
      case .http2: "http/2"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }
}
