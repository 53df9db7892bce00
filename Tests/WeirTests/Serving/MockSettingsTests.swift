import ContractKit
import Testing
import Wire

@testable import weir

@Suite struct MockSettingsTests {
  private func misbehaviour(_ values: [String: [String]]) throws -> Misbehaviour {
    try MockSettings.misbehaviour(Invocation(values: values))
  }

  @Test func `without a word it does everything right`() throws {
    #expect(try misbehaviour(["seed": ["1"]]) == Misbehaviour.none)
  }

  @Test func `a way to fail without a rate is for all requests`() throws {
    #expect(try misbehaviour(["hang": ["true"]]) == (try Misbehaviour(failure: .hang)))
    #expect(try misbehaviour(["reset": ["true"]]) == (try Misbehaviour(failure: .reset)))
    let status = try #require(HTTPStatus(429))
    #expect(
      try misbehaviour(["status": ["429"], "retry-after": ["3"]])
        == (try Misbehaviour(failure: .status(status, retryAfter: "3"))))
  }

  @Test func `a rate alone fails with 503`() throws {
    #expect(try misbehaviour(["fail-rate": ["0.5"]]) == (try Misbehaviour(failRate: 0.5)))
  }

  @Test func `a delay is no failure`() throws {
    #expect(
      try misbehaviour(["delay": ["250"]])
        == (try Misbehaviour(failRate: 0, delay: .milliseconds(250))))
  }

  @Test(arguments: [
    ["hang": ["true"], "reset": ["true"]], ["status": ["500"], "hang": ["true"]],
    ["hang": ["true"], "retry-after": ["3"]], ["fail-rate": ["2"]], ["fail-rate": ["often"]],
  ]) func `what cannot be both is an error`(values: [String: [String]]) {
    #expect(throws: UsageError.self) { try misbehaviour(values) }
  }
}
