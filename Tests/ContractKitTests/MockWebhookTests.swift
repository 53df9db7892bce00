import ContractKit
import HTTPClient
import Testing
import Wire

@Suite struct MockWebhookTests {
  private let ann = EventFixture.record("con_a", name: "Ann")

  @Test func `what is sent is verified, taken, answered 204 and printed`() throws {
    let client = try MockClient()
    #expect(try client.shared(1).status == 204)
    #expect(client.mock.state.copy.records.keys.sorted() == ["con_a"])
    #expect(client.mock.state.events.map(\.outcome) == ["applied"])
    #expect(client.log.lines == ["contact.shared con_a n 1: applied"])
  }

  @Test func `another secret is answered 401 and changes nothing`() throws {
    let client = try MockClient()
    let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    let body = EventFixture.body("contact.shared", (1, 1), ann)
    #expect(try client.send("evt_1", body, signedWith: other).status == 401)
    #expect(client.mock.state.copy.records.isEmpty)
    #expect(client.mock.state.problems.count == 1)
  }

  @Test func `a signed body that is no event is answered 400`() throws {
    let client = try MockClient()
    #expect(try client.send("evt_1", Array("[]".utf8)).status == 400)
    #expect(client.mock.state.events.isEmpty)
  }

  @Test func `only POST is taken`() throws {
    let client = try MockClient(showsState: false)
    #expect(try client.get("/hook").status == 405)
    #expect(try client.get("/_mock/state").status == 405)
  }

  @Test func `a checkpoint says that copy and view are equal`() throws {
    let client = try MockClient()
    _ = try client.shared(1)
    #expect(try client.checkpoint(2, of: [ann]).status == 204)
    #expect(client.mock.state.agreedCount == 1)
    #expect(client.log.lines.last?.contains("equals the view") == true)
  }

  @Test func `an event that was acknowledged and forgotten is missing at the checkpoint`() throws {
    let client = try MockClient()
    client.mock.forgetNext()
    #expect(try client.shared(1).status == 204)
    #expect(client.mock.state.copy.records.isEmpty)
    _ = try client.checkpoint(2, of: [ann])
    let problems = client.mock.state.problems
    #expect(problems.contains("checkpoint 2: lost: number 1 of epoch 1 never came"))
    #expect(problems.contains("checkpoint 2: the copy has 0 records, the sender's view 1"))
    #expect(problems.count == 3)
  }

  @Test func `an event that nobody sent is found at the checkpoint`() throws {
    let client = try MockClient()
    _ = try client.shared(1)
    try client.mock.invent()
    _ = try client.checkpoint(2, of: [ann])
    #expect(client.mock.state.events.map(\.outcome) == ["applied", "invented", "compared"])
    let problems = client.mock.state.problems
    #expect(problems.first == "checkpoint 2: the copy has 2 records, the sender's view 1")
  }

  @Test func `a status on request takes nothing and names a time`() throws {
    let failure = Misbehaviour.Failure.status(.tooManyRequests, retryAfter: "7")
    let client = try MockClient(misbehaviour: try Misbehaviour(failure: failure))
    let answer = try client.shared(1)
    #expect(answer.status == 429)
    #expect(answer.fields[.retryAfter] == "7")
    #expect(client.mock.state.copy.records.isEmpty)
    client.mock.set(.none)
    #expect(try client.shared(1).status == 204)
    #expect(client.mock.state.events.map(\.outcome) == ["failed", "applied"])
  }

  @Test func `a reset takes the event and gives no answer`() throws {
    let client = try MockClient(misbehaviour: try Misbehaviour(failure: .reset))
    let failure = #expect(throws: Failure.self) { try client.shared(1) }
    #expect(failure?.kind == .reset)
    #expect(client.mock.state.copy.records.count == 1)
    client.mock.set(.none)
    #expect(try client.shared(1).status == 204)
    #expect(client.mock.state.events.map(\.outcome) == ["applied", "repeated"])
  }

  @Test func `a request left hanging takes the event and runs into the sender's limit`() throws {
    let client = try MockClient(misbehaviour: try Misbehaviour(failure: .hang))
    let failure = #expect(throws: Failure.self) { try client.shared(1, limit: .seconds(1)) }
    #expect(failure?.kind == .timeout)
    #expect(client.hasTaken(1))
  }

  @Test func `an answer can be delayed beyond the sender's limit`() throws {
    let misbehaviour = try Misbehaviour(failRate: 0, delay: .seconds(30))
    let client = try MockClient(misbehaviour: misbehaviour)
    let failure = #expect(throws: Failure.self) { try client.shared(1, limit: .seconds(1)) }
    #expect(failure?.kind == .timeout)
  }

  @Test func `a short delay still ends in the answer`() throws {
    let misbehaviour = try Misbehaviour(failRate: 0, delay: .milliseconds(5))
    #expect(try MockClient(misbehaviour: misbehaviour).shared(1).status == 204)
  }

  @Test func `the same seed fails the same share of requests`() throws {
    func statuses() throws -> [Int] {
      let client = try MockClient(misbehaviour: try Misbehaviour(failRate: 0.5, seed: 11))
      return try (1...40).map { try client.shared($0).status }
    }
    let first = try statuses()
    #expect(try statuses() == first)
    #expect((10...30).contains(first.count { $0 == 503 }))
  }

  @Test func `the side door shows copy, transcript and what is missing`() throws {
    let client = try MockClient()
    _ = try client.shared(1)
    _ = try client.shared(3, "con_b", name: "Bob")
    let state = try JSON.parse(client.get("/_mock/state").body)
    #expect(state["copy"]?["con_a"]?["name"] == "Ann")
    #expect(state["count"] == 2)
    #expect(state["missing"] == [2])
    #expect(state["epoch"] == 1)
    #expect(state["requests"] == 2)
    #expect(state["events"]?.array?.map { $0["id"] } == ["evt_1", "evt_3"])
    #expect(state["events"]?.array?.first?["outcome"] == "applied")
    #expect(state["problems"] == [])
  }

  @Test func `events are shown from any of them on, with what they said`() throws {
    let client = try MockClient()
    _ = try client.shared(1)
    _ = try client.shared(2, "con_b", name: "Bob")
    let all = try JSON.parse(client.get("/_mock/events").body)
    #expect(all["next"] == 2)
    #expect(all["records"] == 2)
    let rest = try JSON.parse(client.get("/_mock/events?from=1").body)
    #expect(rest["events"]?.array?.map { $0["id"] } == ["evt_2"])
    #expect(rest["events"]?.array?.first?["body"]?["data"]?["name"] == "Bob")
    #expect(try JSON.parse(client.get("/_mock/events?from=7").body)["events"] == [])
  }

  @Test(arguments: [-0.1, 1.1, .nan])
  func `a rate outside 0 to 1 is an error`(rate: Double) {
    #expect(throws: ContractError.self) { try Misbehaviour(failRate: rate) }
  }

  @Test(arguments: [Duration.milliseconds(-1), .seconds(3600)])
  func `a delay outside an hour is an error`(delay: Duration) {
    #expect(throws: ContractError.self) { try Misbehaviour(delay: delay) }
  }

  @Test func `a mock without a secret is an error`() {
    #expect(throws: ContractError.self) {
      try MockWebhook(MockConfiguration(secrets: []), now: { MockClient.now })
    }
  }
}
