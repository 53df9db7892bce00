package import Wire

/// What a mock partner does wrong on request.
package struct Misbehaviour: Hashable, Sendable {
  /// How a request fails.
  package enum Failure: Hashable, Sendable {
    /// The event is not taken; `retryAfter` is the field's value as it is sent.
    case status(HTTPStatus, retryAfter: String?)
    /// The event is taken, and no answer is given before the mock stops.
    case hang
    /// The event is taken, and the connection is reset without an answer.
    case reset
  }

  package let failure: Failure
  /// The share of requests that fail, 0 to 1.
  package let failRate: Double
  /// Decides which ones: the same seed, the same choice.
  package let seed: UInt64
  /// Every answer waits for so long.
  package let delay: Duration

  /// Does everything right.
  package static let none = Misbehaviour(
    unchecked: .status(.serviceUnavailable, retryAfter: nil), failRate: 0, seed: 1, delay: .zero)

  /// Throws unless the rate is 0 to 1, the delay not negative and below an hour, and the value
  /// of Retry-After one that a field can have.
  package init(
    failure: Failure = .status(.serviceUnavailable, retryAfter: nil), failRate: Double = 1,
    seed: UInt64 = 1, delay: Duration = .zero
  ) throws(ContractError) {
    guard (0...1).contains(failRate) else {
      throw ContractError("the fail rate is \(failRate); give a number from 0 to 1")
    }
    guard delay >= .zero, delay < .seconds(3600) else {
      throw ContractError("the delay is \(delay); give less than an hour")
    }
    if case .status(_, let retryAfter?) = failure, HTTPFieldValue(retryAfter) == nil {
      throw ContractError("the value of Retry-After holds a control character")
    }
    self.init(unchecked: failure, failRate: failRate, seed: seed, delay: delay)
  }

  private init(unchecked failure: Failure, failRate: Double, seed: UInt64, delay: Duration) {
    self.failure = failure
    self.failRate = failRate
    self.seed = seed
    self.delay = delay
  }
}
