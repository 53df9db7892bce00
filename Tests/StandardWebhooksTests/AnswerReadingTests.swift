import AdapterKit
import StandardWebhooks
import Testing
import Wire

@Suite struct AnswerReadingTests {
  /// The word for a verdict without its details.
  private func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .send: "send"
    case .done: "done"
    case .retry: "retry"
    case .pause: "pause"
    case .refuse: "refuse"
    case .disable: "disable"
    }
  }

  private func notBefore(_ verdict: Verdict) -> Timestamp? {
    switch verdict {
    case .retry(let time, _), .pause(let time, _): time
    default: nil
    }
  }

  @Test(arguments: [
    (200, "done"), (202, "done"), (204, "done"), (299, "done"), (410, "disable"),
    (429, "pause"), (500, "retry"), (502, "retry"), (503, "retry"), (504, "retry"),
    (599, "retry"), (408, "retry"), (425, "retry"), (101, "retry"), (400, "refuse"),
    (402, "refuse"), (406, "refuse"), (409, "refuse"), (413, "refuse"), (415, "refuse"),
    (422, "refuse"), (451, "refuse"), (401, "pause"), (403, "pause"), (404, "pause"),
    (405, "pause"), (301, "pause"), (302, "pause"), (304, "pause"), (308, "pause"),
  ])
  func `a status alone decides`(status: Int, expected: String) throws {
    let verdict = try StepFixture.verdict(on: status)
    #expect(word(verdict) == expected)
    #expect(notBefore(verdict) == nil)
  }

  @Test(arguments: [429, 503])
  func `a named wait in seconds holds the whole endpoint`(status: Int) throws {
    let verdict = try StepFixture.verdict(on: status, retryAfter: "120")
    #expect(word(verdict) == "pause")
    #expect(notBefore(verdict) == StepFixture.now + .seconds(120))
  }

  @Test(arguments: [429, 503])
  func `a named date holds the whole endpoint until then`(status: Int) throws {
    let date = (StepFixture.now + .seconds(3600)).httpDate
    let verdict = try StepFixture.verdict(on: status, retryAfter: date)
    #expect(word(verdict) == "pause")
    #expect(notBefore(verdict) == StepFixture.now + .seconds(3600))
  }

  @Test(arguments: ["86401", "2147483647", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
  func `nobody can hold an endpoint longer than a day`(retryAfter: String) throws {
    let verdict = try StepFixture.verdict(on: 429, retryAfter: retryAfter)
    #expect(notBefore(verdict) == StepFixture.now + .seconds(86_400))
  }

  @Test func `a date that has passed means now`() throws {
    let verdict = try StepFixture.verdict(on: 503, retryAfter: "Thu, 01 Jan 1970 00:00:00 GMT")
    #expect(word(verdict) == "pause")
    #expect(notBefore(verdict) == StepFixture.now)
  }

  @Test(arguments: ["soon", "-5", "1.5", ""])
  func `a wait that cannot be read is none`(retryAfter: String) throws {
    #expect(word(try StepFixture.verdict(on: 503, retryAfter: retryAfter)) == "retry")
    let throttled = try StepFixture.verdict(on: 429, retryAfter: retryAfter)
    #expect(word(throttled) == "pause")
    #expect(notBefore(throttled) == nil)
  }

  @Test func `a wait beside another server error holds that record only`() throws {
    let verdict = try StepFixture.verdict(on: 500, retryAfter: "30")
    #expect(word(verdict) == "retry")
    #expect(notBefore(verdict) == StepFixture.now + .seconds(30))
  }

  @Test(arguments: [(true, "retry"), (false, "pause")])
  func `no answer concerns the record if bytes left, else the endpoint`(
    sent: Bool, expected: String
  ) throws {
    let step = try StepFixture.step(answer: .failure(reason: "no answer", sent: sent))
    let verdict = StandardWebhooks().step(step)
    #expect(word(verdict) == expected)
    #expect(notBefore(verdict) == nil)
  }

  @Test(arguments: [(401, "secret"), (404, "path"), (405, "POST"), (307, "redirects")])
  func `a pause for a wrong configuration says what to check`(
    status: Int, advice: String
  ) throws {
    guard case .pause(_, let reason) = try StepFixture.verdict(on: status) else {
      Issue.record("no pause")
      return
    }
    #expect(reason.contains("\(status)"))
    #expect(reason.contains(advice))
  }

  @Test func `a body of the far side never reaches a reason`() throws {
    let response = HTTPResponse(.unprocessableContent, body: Array("canary".utf8))
    let verdict = StandardWebhooks().step(try StepFixture.step(answer: .response(response)))
    guard case .refuse(let reason) = verdict else {
      Issue.record("no refusal")
      return
    }
    #expect(!reason.contains("canary"))
  }
}
