import AdapterKit
import ContractKit
import Crypto
import Domain
import Testing
import Wire

@Suite struct ExchangeRunnerTests {
  @Test func `an adapter that does what the file says has no difference`() throws {
    #expect(try differences(from: EchoAdapter()) == [])
  }

  @Test func `another body is told with both bodies`() throws {
    let found = try differences(from: EchoAdapter(question: "search"))
    #expect(found == ["step 1: the body is search, not find"])
  }

  @Test func `another verdict and another wait are both told`() throws {
    let found = try differences(from: EchoAdapter(last: .pause(notBefore: nil, reason: "cut off")))
    #expect(found.count == 2)
    #expect(found[0] == "the verdict is pause, not retry")
    #expect(found[1].hasPrefix("not before is nothing, not 2026-11-22T11:00:00"))
  }

  @Test func `a reason without the words is told`() throws {
    let wait = Timestamp(rfc3339: "2026-11-22T11:00:00Z")
    let found = try differences(from: EchoAdapter(last: .retry(notBefore: wait, reason: "late")))
    #expect(found == [#"the reason is "late", which does not say "cut""#])
  }

  @Test func `a verdict where a request should be is told`() throws {
    let found = try differences(from: EchoAdapter(question: nil))
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("step 1 should send a request"))
  }

  @Test func `a file about another adapter is not run`() throws {
    let found = try differences(from: EchoAdapter(name: "other"))
    #expect(found == ["the file is about echo, this is other"])
  }

  @Test func `settings that the adapter refuses are told`() throws {
    let found = try differences(from: EchoAdapter(problem: "too few"))
    #expect(found == ["the settings are refused:  too few"])
  }

  private func differences(from adapter: EchoAdapter) throws -> [String] {
    ExchangeRunner(adapter).differences(
      from: try ExchangeFile(Array(ExchangeText.whole.utf8)))
  }
}

/// Asks a question, sends the answer back, and ends with a fixed verdict.
private struct EchoAdapter: Adapter {
  let name: AdapterName
  let capabilities = Capabilities(removes: true, takesFacts: true, needsSecret: false)
  let question: String?
  let last: Verdict
  let problem: String?

  init(
    name: String = "echo", question: String? = "find",
    last: Verdict = .retry(
      notBefore: Timestamp(rfc3339: "2026-11-22T11:00:00Z"), reason: "it was cut"),
    problem: String? = nil
  ) throws {
    self.name = try AdapterName(name)
    self.question = question
    self.last = last
    self.problem = problem
  }

  func problems(in settings: JSON) -> [SettingProblem] {
    problem.map { [SettingProblem(.root, $0)] } ?? []
  }

  func step(_ input: Step) -> Verdict {
    switch input.answer {
    case nil: question.map { send($0, input) } ?? .done(remember: nil)
    case .response(let response) where input.now > Timestamp(seconds: 1_795_341_600):
      send(String(decoding: response.body, as: UTF8.self), input)
    default: last
    }
  }

  private func send(_ text: String, _ input: Step) -> Verdict {
    .send(
      HTTPRequest(
        .post, input.target.url, fields: [.accept: "*/*"], body: Array(text.utf8)))
  }
}
