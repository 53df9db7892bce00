package import Crypto
package import Domain
package import Wire

/// One exchange with an endpoint, as the attempt log keeps it.
package struct AttemptRow: Hashable, Sendable {
  package let enterprise: EnterpriseID
  package let endpoint: EndpointID
  package let time: Timestamp
  /// The event's id as the endpoint saw it.
  package let event: String
  package let type: String
  package let epoch: Int64
  package let number: Int64
  package let url: String
  /// Without secrets and signatures.
  package let requestFields: [HTTPField]
  package let bodyDigest: Digest
  package let bodyByteCount: Int
  /// Nil where no final status was received.
  package let status: Int?
  /// The start of the response body as text, or what failed.
  package let excerpt: String
  package let duration: Duration
  package let outcome: Outcome
  package let nextTry: Timestamp?

  package enum Outcome: UInt8, CaseIterable, Sendable {
    case delivered = 1
    case retry = 2
    case held = 3
    case disabled = 4

    package var name: String {
      switch self {
      case .delivered: "delivered"
      case .retry: "retry"
      case .held: "held"
      case .disabled: "disabled"
      }
    }
  }

  package init(
    enterprise: EnterpriseID, endpoint: EndpointID, time: Timestamp, event: String, type: String,
    epoch: Int64, number: Int64, url: String, requestFields: [HTTPField],
    bodyDigest: Digest, bodyByteCount: Int, status: Int?, excerpt: String, duration: Duration,
    outcome: Outcome, nextTry: Timestamp?
  ) {
    self.enterprise = enterprise
    self.endpoint = endpoint
    self.time = time
    self.event = event
    self.type = type
    self.epoch = epoch
    self.number = number
    self.url = url
    self.requestFields = requestFields
    self.bodyDigest = bodyDigest
    self.bodyByteCount = bodyByteCount
    self.status = status
    self.excerpt = excerpt
    self.duration = duration
    self.outcome = outcome
    self.nextTry = nextTry
  }
}
