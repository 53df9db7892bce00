package import AdapterKit
package import Crypto
package import Wire

/// One recorded exchange: what an adapter is given, what it sends, what it is answered, and what
/// it decides.
///
/// The form is described in `Contracts/exchanges/README.md`. The same file is a test of the
/// adapter, its documentation, and what a partner can hold a receiver against.
package struct ExchangeFile: Sendable {
  package let title: String
  /// The name of the adapter that it is about.
  package let adapter: String
  package let given: Given
  package let steps: [ExchangeStep]
  package let verdict: ExpectedVerdict

  /// What every step of the exchange has in common.
  package struct Given: Sendable {
    package let events: [Event]
    package let target: Target
    package let memory: JSON
    package let nonce: Block128
    package let now: Timestamp
  }
}

/// One request and what came of it.
package struct ExchangeStep: Sendable {
  package let request: HTTPRequest
  package let answer: Answer
  /// When the adapter is given the answer, where that is not the exchange's own time.
  package let answeredAt: Timestamp?
}

/// The last verdict of an exchange, as far as it is part of the contract.
package struct ExpectedVerdict: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case done, retry, pause, refuse, disable
  }

  package let kind: Kind
  package let notBefore: Timestamp?
  /// What a `done` remembers.
  package let remember: JSON?
  /// Words that the reason holds; nil where the text is no part of the exchange.
  package let reason: String?
}
