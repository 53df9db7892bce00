package import AdapterKit
import Crypto
package import Delivery
import Domain
import Wire

extension EndpointDriver {
  /// The line of the attempt log for a departure and what came of it.
  package func attempt(
    of departure: Departure, _ answer: AdapterKit.Answer, _ outcome: SendingOutcome,
    duration: Duration
  ) -> AttemptRow {
    let event = departure.sending.event
    let (status, excerpt) = Self.seen(in: answer)
    // Asked for by itself, for beside other calls it would be asked of a copy of the machine.
    let nextTry = machine.nextTry(of: departure.sending.record)
    return AttemptRow(
      enterprise: enterprise, endpoint: endpoint.id, time: departure.startedAt,
      event: event.id, type: event.type, epoch: event.epoch, number: event.number,
      url: text(of: departure.request.url),
      requestFields: departure.request.fields.filter { !isSecret($0.name) },
      bodyDigest: SHA256.hash(departure.request.body),
      bodyByteCount: departure.request.body.count, status: status, excerpt: excerpt,
      duration: duration, outcome: Self.logged(outcome),
      nextTry: nextTry)
  }

  /// Most requests of an endpoint go to one URL.
  private func text(of url: HTTPURL) -> String {
    if let loggedURL, loggedURL.url == url { return loggedURL.text }
    let text = url.description
    loggedURL = (url, text)
    return text
  }

  /// Characters of a response body that are kept.
  private static let excerptLimit = 500

  private static func seen(in answer: AdapterKit.Answer) -> (status: Int?, excerpt: String) {
    switch answer {
    case .response(let response):
      let text = String(decoding: response.body.prefix(4 * excerptLimit), as: UTF8.self)
      return (response.status.code, String(text.prefix(excerptLimit)))
    case .failure(let reason, _): return (nil, reason)
    }
  }

  private static func logged(_ outcome: SendingOutcome) -> AttemptRow.Outcome {
    switch outcome {
    case .delivered: .delivered
    case .failed(_, _, let held): held ? .held : .retry
    case .unanswered, .endpointFailed, .withdrawn: .retry
    case .refusedForGood: .disabled
    }
  }

  /// Fields that prove who we are: they never reach the log.
  private func isSecret(_ name: HTTPFieldName) -> Bool {
    if let known = secretNames[name] { return known }
    let isSecret = Self.secretWords.contains { name.lowercased.contains($0) }
    // An adapter uses a few names over and over; a search in text for each would cost a tenth of a
    // delivery.
    if secretNames.count >= 64 { secretNames = [:] }
    secretNames[name] = isSecret
    return isSecret
  }

  private static let secretWords = [
    "authorization", "signature", "secret", "token", "cookie", "key",
  ]
}
