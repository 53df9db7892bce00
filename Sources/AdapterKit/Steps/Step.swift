package import Crypto
package import Wire

/// Everything that a step may depend on.
package struct Step: Sendable {
  /// The events to tell, of one lane, in order; never empty.
  package let events: [Event]
  package let target: Target
  /// What earlier steps of this endpoint wanted remembered; an object.
  package let memory: JSON
  /// Fresh random bits for this step.
  package let nonce: Block128
  package let now: Timestamp
  /// Nil at the beginning; then what came of the request that the last step asked for.
  package let answer: Answer?

  package init(
    events: [Event], target: Target, memory: JSON = .object([:]), nonce: Block128, now: Timestamp,
    answer: Answer? = nil
  ) {
    self.events = events
    self.target = target
    self.memory = memory
    self.nonce = nonce
    self.now = now
    self.answer = answer
  }
}

/// An endpoint as its adapter needs to know it.
package struct Target: Sendable {
  package let url: HTTPURL
  package let settings: JSON
  /// The keys that sign now, the newest last.
  package let keys: [SignatureKey]

  package init(url: HTTPURL, settings: JSON, keys: [SignatureKey]) {
    self.url = url
    self.settings = settings
    self.keys = keys
  }
}

/// What came of a request.
package enum Answer: Hashable, Sendable {
  /// A final status was received; the body may be cut.
  case response(HTTPResponse)
  /// None was. `sent` tells whether bytes of the request may have reached the far side.
  case failure(reason: String, sent: Bool)
}
