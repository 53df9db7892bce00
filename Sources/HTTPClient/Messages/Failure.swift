package import Wire

/// Why a request has no answer.
package struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// The host name did not resolve.
    case dns
    /// No address of the host accepted the connection.
    case connect
    /// TLS could not be agreed on, or the certificate is not trusted or not for this host.
    case tls
    /// A time limit passed; `Completion.sends` says whether the request was under way.
    case timeout
    /// The connection broke after it stood.
    case reset
    /// The egress policy allows none of the addresses; this is the first of them.
    case egressRefused(IPAddress)
    /// The last look said no.
    case withdrawn
    case cancelled
    /// What came back is not HTTP, or its head is over the limits.
    case protocolError
    /// The request names a field that the client sets itself.
    case invalidRequest
    /// The client holds as many waiting requests as it may; try again after completions.
    case noRoom
    case other
  }

  package let kind: Kind
  /// Plain words for an operator; never a secret, a path or a query.
  package let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { message }
}
