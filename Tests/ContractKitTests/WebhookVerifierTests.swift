import AdapterKit
import ContractKit
import Testing
import Wire

@Suite struct WebhookVerifierTests {
  private static let body = Array(#"{"test": 2432232314}"#.utf8)
  private static let now = Timestamp(seconds: 1_614_265_330)
  private static let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

  private func verify(
    signature: String = signature, secrets: [String] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    body: [UInt8] = body, now: Timestamp = now, change: (inout HTTPFields) throws -> Void = { _ in }
  ) throws -> String {
    var fields: HTTPFields = [
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
    ]
    try fields.append("webhook-signature", text: signature)
    try change(&fields)
    let verifier = WebhookVerifier(keys: try secrets.map { try WebhookKey($0) })
    return try verifier.verify(fields, body: body, now: now)
  }

  @Test func `the published vector of the reference libraries verifies`() throws {
    #expect(try verify() == "msg_p5jXN8AQM9LWM0D4loKWxJek")
  }

  @Test(arguments: [
    "v1,AAAA " + signature, signature + " v1,AAAA", "v2,x v1a,AAAA  " + signature,
    "v1 " + signature,
  ])
  func `one valid entry among others is enough`(signature: String) throws {
    #expect(try verify(signature: signature) == "msg_p5jXN8AQM9LWM0D4loKWxJek")
  }

  @Test func `any of several secrets is enough`() throws {
    let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    #expect(throws: WebhookRefusal.noValidSignature) { try verify(secrets: [other]) }
    #expect(
      try !verify(secrets: [other, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]).isEmpty)
  }

  @Test(arguments: ["", "v1,", "v1,not base64", "v1a" + signature.dropFirst(2), "v1"])
  func `anything else is not believed`(signature: String) {
    #expect(throws: WebhookRefusal.noValidSignature) { try verify(signature: signature) }
  }

  @Test func `a changed body is not believed`() {
    #expect(throws: WebhookRefusal.noValidSignature) { try verify(body: Self.body + [0x20]) }
  }

  @Test(arguments: [-300, -299, 0, 300])
  func `five minutes in either direction are tolerated`(offset: Int) throws {
    #expect(try !verify(now: Self.now + .seconds(offset)).isEmpty)
  }

  @Test(arguments: [-301, 301, 86_400])
  func `more than five minutes are not`(offset: Int) {
    #expect(throws: WebhookRefusal.wrongTime(seconds: 1_614_265_330)) {
      try verify(now: Self.now + .seconds(offset))
    }
  }

  @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
  func `each of the three fields must be there once`(name: String) throws {
    let field = try #require(HTTPFieldName(name))
    #expect(throws: WebhookRefusal.missing(field: name)) { try verify { $0.remove(field) } }
    #expect(throws: WebhookRefusal.malformed(field: name)) {
      try verify { $0.append(field, "1") }
    }
  }

  @Test(arguments: ["", "soon", "-5", "1614265330.5", "99999999999999999999"])
  func `a timestamp is a whole number of seconds`(text: String) {
    #expect(throws: WebhookRefusal.malformed(field: "webhook-timestamp")) {
      try verify { try $0.set("webhook-timestamp", text: text) }
    }
  }

  @Test func `an id with a point could be taken for another message`() {
    #expect(throws: WebhookRefusal.malformed(field: "webhook-id")) {
      try verify { $0.set("webhook-id", "a.b") }
    }
  }

  @Test(arguments: ["", "whsec_", "whsec_c2hvcnQ=", "whpk_AAAA", "secret", "whsec_!!!"])
  func `a text that is no key says what one is`(text: String) {
    let error = #expect(throws: ContractError.self) { try WebhookKey(text) }
    #expect(error?.message.contains("whsec_") == true)
    #expect(text.isEmpty || error?.message.contains(text + "c") == false)
  }

  @Test(arguments: Signed.names)
  func `the recorded exchanges verify with every key kind`(name: String) throws {
    try Signed.verify(name)
  }
}

/// The requests of the recorded exchanges, seen from the receiver's side.
private enum Signed {
  static let folder =
    "/"
    + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Contracts/exchanges/standard-webhooks"

  static let names = (try? FileText.names(in: folder, endingIn: ".json")) ?? []

  static func verify(_ name: String) throws {
    let bytes = try FileText.bytes(at: folder + "/" + name)
    let file = try ExchangeFile(bytes)
    let target = try #require(JSON.parse(bytes)["given"]?["target"])
    let texts = try #require(target["keys"]?.array).compactMap(\.string)
    let request = try #require(file.steps.first).request
    for text in texts {
      let verifier = WebhookVerifier(keys: [try WebhookKey(text)])
      let id = try verifier.verify(request.fields, body: request.body, now: file.given.now)
      #expect(id == file.given.events.first?.id)
    }
    #expect(!texts.isEmpty)
  }
}
