package import AdapterKit
package import Domain
package import Wire

/// Tells each event as one signed POST, as Standard Webhooks asks.
///
/// The body is the event's own JSON. Every key of the endpoint gives one signature, so that a
/// receiver can change its secret while both are in use; each attempt has its own timestamp and
/// the event keeps its id.
package struct StandardWebhooks: Adapter {
  package let name: AdapterName
  package let capabilities = Capabilities(removes: true, takesFacts: true, needsSecret: true)

  package init() {
    guard let name = try? AdapterName("standard-webhooks") else {
      preconditionFailure("The adapter's own name is a valid one.")
    }
    self.name = name
  }

  package func problems(in settings: JSON) -> [SettingProblem] {
    guard let members = settings.object else {
      return [SettingProblem(.root, "the settings are an object; standard-webhooks needs none: {}")]
    }
    return members.names.map { name in
      SettingProblem(
        JSONPointer.root.appending(name), "standard-webhooks has no such setting; leave it out")
    }
  }

  package func step(_ input: Step) -> Verdict {
    if let answer = input.answer { return AnswerReading(now: input.now).verdict(on: answer) }
    guard let event = input.events.first else { return .done(remember: nil) }
    guard !input.target.keys.isEmpty else {
      return .pause(
        notBefore: nil, reason: "the endpoint has no secret to sign with; rotate its secret")
    }
    return .send(request(for: event, input))
  }

  private func request(for event: Event, _ input: Step) -> HTTPRequest {
    let body = event.body
    let seconds = input.now.wholeSeconds
    let signed = SignedContent(id: event.id, seconds: seconds, body: body)
    var fields = HTTPFields()
    fields.reserveCapacity(4)
    fields.append(.contentType, .json)
    // A token, digits and base64: none of them can be an invalid value, which nil would stand for.
    if let id = HTTPFieldValue(event.id) { fields.append(.webhookID, id) }
    fields.append(.webhookTimestamp, HTTPFieldValue(seconds))
    if let signatures = HTTPFieldValue(signed.signatures(by: input.target.keys)) {
      fields.append(.webhookSignature, signatures)
    }
    return HTTPRequest(.post, input.target.url, fields: fields, body: body)
  }
}

extension HTTPFieldValue {
  fileprivate static let json: HTTPFieldValue = "application/json"
}

extension HTTPFieldName {
  static let webhookID: HTTPFieldName = "webhook-id"
  static let webhookTimestamp: HTTPFieldName = "webhook-timestamp"
  static let webhookSignature: HTTPFieldName = "webhook-signature"
}
