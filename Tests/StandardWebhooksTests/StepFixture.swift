import AdapterKit
import Crypto
import StandardWebhooks
import Wire

/// One event, an endpoint and a moment, as the tests of the adapter use them.
enum StepFixture {
  static let now = Timestamp(seconds: 1_782_000_000)

  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  static let otherSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
  /// The seed of the first test of RFC 8032 section 7.1.
  static let ed25519 = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="

  static let event = Event(
    id: "evt_00000000000000000000000000000001", type: "contact.unshared", time: now, epoch: 7,
    number: 3, replaces: [], at: "at_0f", changed: nil, data: Array(#"{"kind":"contact"}"#.utf8))

  static func target(_ keys: [String]) throws -> Target {
    let parsed = try keys.map { try SignatureKeyText($0) }.compactMap(\.key)
    return Target(
      url: try HTTPURL(parsing: "https://partner.example/hook?x=1"), settings: [:], keys: parsed)
  }

  static func step(
    keys: [String] = [secret], now: Timestamp = now, answer: Answer? = nil
  ) throws -> Step {
    Step(
      events: [event], target: try target(keys), nonce: Block128(high: 1, low: 2), now: now,
      answer: answer)
  }

  /// What the adapter makes of a status and perhaps a Retry-After.
  static func verdict(on status: Int, retryAfter: String? = nil) throws -> Verdict {
    var response = HTTPResponse(try required(HTTPStatus(status)))
    if let retryAfter { try response.fields.append(.retryAfter, text: retryAfter) }
    return StandardWebhooks().step(try step(answer: .response(response)))
  }

  /// The request of a first step.
  static func request(keys: [String] = [secret], now: Timestamp = now) throws -> HTTPRequest {
    guard case .send(let request) = StandardWebhooks().step(try step(keys: keys, now: now)) else {
      throw Missing()
    }
    return request
  }

  static func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }

  struct Missing: Error {}
}
