package import Wire

/// One HTTP request to be made.
///
/// The client adds `Host`, `Content-Length`, `Accept: */*` and its `User-Agent`, the last two
/// unless given. `Host` and the fields that frame a message or govern its connection may not be
/// given: such a request ends with `.invalidRequest`. No other field is added, neither
/// `Content-Type` nor `Expect`.
package struct OutgoingRequest: Sendable {
  package enum Version: Sendable, Hashable {
    case http1
    /// Offered to `https` peers, which may still choose HTTP/1.1; plain `http` stays with HTTP/1.1.
    case http2
  }

  /// Which certificate authorities may vouch for an `https` peer.
  package enum Trust: Sendable, Hashable {
    /// The directory of hashed certificates and the file that the configuration names.
    case system
    /// Only those in this PEM file.
    case file(path: String)
  }

  /// Given back in the completion; unique among the requests that one client holds.
  package var token: UInt64
  package var method: HTTPMethod
  package var url: HTTPURL
  package var fields: HTTPFields
  package var body: [UInt8]
  /// For name look-up, connection and TLS together; at least 1 ms.
  package var connectTimeLimit: Duration
  /// From the start of the look-up to the last byte of the answer, waiting for room excepted; at
  /// least 1 ms.
  package var totalTimeLimit: Duration
  package var version: Version
  /// The body of the answer is cut there; what follows is read or dropped, and is not an error.
  package var maximumResponseBytes: Int
  package var trust: Trust
  /// How many HTTP/1.1 requests may be under way to its host at once, which is as many connections.
  ///
  /// The largest number counts among the requests that the client holds for the host, within
  /// `ClientConfiguration.connectionsPerHost`.
  package var connections: Int

  package init(
    token: UInt64 = 0, method: HTTPMethod, url: HTTPURL, fields: HTTPFields = HTTPFields(),
    body: [UInt8] = [], connectTimeLimit: Duration = .seconds(5),
    totalTimeLimit: Duration = .seconds(20), version: Version = .http1,
    maximumResponseBytes: Int = 16_384, trust: Trust = .system, connections: Int = 16
  ) {
    self.token = token
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.connectTimeLimit = connectTimeLimit
    self.totalTimeLimit = totalTimeLimit
    self.version = version
    self.maximumResponseBytes = maximumResponseBytes
    self.trust = trust
    self.connections = connections
  }
}
