import AdapterKit
import Crypto
import Domain
import Testing
import Wire

@testable import StandardWebhooks

@Suite struct StandardWebhooksTests {
  @Test func `the first step posts the event's own body to the endpoint`() throws {
    let request = try StepFixture.request()
    #expect(request.method == .post)
    #expect(request.url.description == "https://partner.example/hook?x=1")
    #expect(request.body == StepFixture.event.body)
    #expect(request.fields["content-type"] == "application/json")
    #expect(request.fields["webhook-id"] == StepFixture.event.id)
    #expect(request.fields["webhook-timestamp"] == "1782000000")
    #expect(request.fields.count == 4)
  }

  @Test func `the published vector of the reference libraries comes out`() throws {
    let key = try StepFixture.required(SignatureKeyText(StepFixture.secret).key)
    let signed = SignedContent(
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8))
    #expect(signed.signatures(by: [key]) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `each key gives one entry in the order of the keys`() throws {
    let keys = [StepFixture.secret, StepFixture.otherSecret, StepFixture.ed25519]
    let request = try StepFixture.request(keys: keys)
    let header = try StepFixture.required(request.fields["webhook-signature"])
    let entries = header.split(separator: " ").map(String.init)
    #expect(entries.map { $0.prefix { $0 != "," } } == ["v1", "v1", "v1a"])
    let single = try keys.map {
      try StepFixture.request(keys: [$0]).fields["webhook-signature"]
    }
    #expect(entries == single)
  }

  @Test func `an Ed25519 entry verifies with the public key over id, seconds and body`() throws {
    let request = try StepFixture.request(keys: [StepFixture.ed25519])
    let header = try StepFixture.required(request.fields["webhook-signature"])
    let signature = try StepFixture.required(Base64.decode(String(header.dropFirst(4))))
    let bytes = try StepFixture.required(
      Hex.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    let key = try StepFixture.required(VerificationKey(bytes: bytes))
    let head = Array("\(StepFixture.event.id).1782000000.".utf8)
    #expect(key.isValid(signature, for: head + request.body))
  }

  @Test func `another attempt keeps id and body and has its own time and signature`() throws {
    let first = try StepFixture.request()
    let second = try StepFixture.request(now: StepFixture.now + .seconds(61))
    #expect(first.body == second.body)
    #expect(first.fields["webhook-id"] == second.fields["webhook-id"])
    #expect(second.fields["webhook-timestamp"] == "1782000061")
    #expect(
      first.fields["webhook-signature"] != second.fields["webhook-signature"])
  }

  @Test func `without a key nothing is sent`() throws {
    let verdict = StandardWebhooks().step(try StepFixture.step(keys: []))
    guard case .pause(notBefore: nil, let reason) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(reason.contains("secret"))
  }

  @Test func `it removes, takes facts, and needs a secret`() {
    let adapter = StandardWebhooks()
    #expect(adapter.name.text == "standard-webhooks")
    #expect(
      adapter.capabilities == Capabilities(removes: true, takesFacts: true, needsSecret: true))
  }

  @Test func `settings are an empty object`() {
    #expect(StandardWebhooks().problems(in: [:]).isEmpty)
  }

  @Test func `an unknown setting is named by its place`() {
    let problems = StandardWebhooks().problems(in: ["retries": 3, "a/b": true])
    #expect(problems.map(\.pointer.description) == ["/retries", "/a~1b"])
  }

  @Test(arguments: [JSON.null, .array([]), .string("{}")])
  func `settings that are no object are a problem of the whole`(settings: JSON) {
    let problems = StandardWebhooks().problems(in: settings)
    #expect(problems.map(\.pointer) == [.root])
  }
}
