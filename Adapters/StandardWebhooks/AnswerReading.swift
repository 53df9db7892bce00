import AdapterKit
import Wire

/// What an answer means, as the status table of `Contracts/README.md` promises it to receivers.
struct AnswerReading {
  let now: Timestamp

  /// No receiver can make an endpoint wait longer than this by one answer.
  private static let longestWait = Duration.seconds(24 * 3600)

  func verdict(on answer: Answer) -> Verdict {
    switch answer {
    case .response(let response): verdict(on: response)
    case .failure(let reason, sent: true): .retry(notBefore: nil, reason: reason)
    case .failure(let reason, sent: false): .pause(notBefore: nil, reason: reason)
    }
  }

  private func verdict(on response: HTTPResponse) -> Verdict {
    let wait = notBefore(in: response)
    switch response.status.code {
    case 200...299: return .done(remember: nil)
    case 410: return .disable(reason: "the endpoint answered 410: it wants nothing any more")
    case 429: return .pause(notBefore: wait, reason: "the endpoint answered 429: too many requests")
    case 503 where wait != nil:
      return .pause(notBefore: wait, reason: "the endpoint answered 503 and named a time")
    case 408, 425, 500...599, 100...199:
      return .retry(notBefore: wait, reason: "the endpoint answered \(response.status)")
    default: return rejection(response.status)
    }
  }

  /// An answer that another try alone will not change.
  private func rejection(_ status: HTTPStatus) -> Verdict {
    guard let advice = Self.advice(on: status) else {
      return .refuse(reason: "the endpoint answered \(status): it does not take this event")
    }
    return .pause(notBefore: nil, reason: "the endpoint answered \(status): \(advice)")
  }

  /// What to look at where the answer speaks of the endpoint as a whole; nil where it speaks of
  /// the event.
  private static func advice(on status: HTTPStatus) -> String? {
    switch status.code {
    case 300...399: "redirects are not followed; set the endpoint's URL to where it leads"
    case 401, 403: "check that the receiver has the endpoint's present secret and lets it in"
    case 404: "check the path of the endpoint's URL"
    case 405: "check that the endpoint's URL takes POST"
    default: nil
    }
  }

  private func notBefore(in response: HTTPResponse) -> Timestamp? {
    guard let text = response.fields.first(.retryAfter),
      let asked = RetryAfter(parsing: text, now: now)
    else { return nil }
    return now + min(asked.delay(now: now), Self.longestWait)
  }
}
