import AdapterKit
import Crypto
import Domain
import Wire

extension ExchangeFile {
  /// Reads the form of `Contracts/exchanges/README.md`; unknown members are errors.
  package init(_ bytes: [UInt8]) throws(ContractError) {
    let document: JSON
    do throws(JSONError) {
      document = try JSON.parse(bytes)
    } catch {
      throw ContractError("\(error)")
    }
    let known: Set = ["title", "adapter", "given", "steps", "verdict"]
    let members = try MemberReading(document, at: .root, known: known)
    title = try members.string("title")
    adapter = try members.string("adapter")
    given = try Given(members.value("given"), at: JSONPointer(["given"]))
    var steps: [ExchangeStep] = []
    for (value, pointer) in try members.elements("steps") {
      steps.append(try ExchangeStep(value, at: pointer))
    }
    self.steps = steps
    verdict = try ExpectedVerdict(members.value("verdict"), at: JSONPointer(["verdict"]))
  }
}

extension ExchangeFile.Given {
  fileprivate init(_ value: JSON, at pointer: JSONPointer) throws(ContractError) {
    let known: Set = ["events", "target", "memory", "nonce", "now"]
    let members = try MemberReading(value, at: pointer, known: known)
    var events: [Event] = []
    for (value, pointer) in try members.elements("events") {
      events.append(try Event(value, at: pointer))
    }
    self.events = events
    target = try Target(members.value("target"), at: pointer.appending("target"))
    memory = try members.value("memory")
    nonce = try members.read("nonce", "32 hexadecimal digits") { value in
      value.string.flatMap { Hex.decode($0) }.flatMap { Block128(bytes: $0) }
    }
    now = try members.time("now")
  }
}

extension Event {
  fileprivate init(_ value: JSON, at pointer: JSONPointer) throws(ContractError) {
    let known: Set = ["id", "type", "time", "epoch", "n", "at", "replaces", "changed", "data"]
    let members = try MemberReading(value, at: pointer, known: known)
    self.init(
      id: try members.string("id"), type: try members.string("type"),
      time: try members.time("time"), epoch: try members.integer("epoch"),
      number: try members.integer("n"),
      replaces: members.has("replaces") ? try members.integers("replaces") : [],
      at: try members.string("at"),
      changed: members.has("changed") ? try members.strings("changed") : nil,
      data: try members.value("data").canonicalBytes)
  }
}

extension Target {
  fileprivate init(_ value: JSON, at pointer: JSONPointer) throws(ContractError) {
    let members = try MemberReading(value, at: pointer, known: ["url", "settings", "keys"])
    var keys: [SignatureKey] = []
    for (value, pointer) in try members.elements("keys") {
      guard let text = value.string, let key = try? SignatureKeyText(text).key else {
        throw ContractError("must be a whsec_ or whsk_ text", at: pointer)
      }
      keys.append(key)
    }
    self.init(
      url: try members.url("url"), settings: try members.value("settings"), keys: keys)
  }
}

extension MemberReading {
  fileprivate func url(_ name: String) throws(ContractError) -> HTTPURL {
    let text = try string(name)
    do throws(HTTPURLError) {
      return try HTTPURL(parsing: text)
    } catch {
      throw ContractError("\(error)", at: pointer.appending(name))
    }
  }
}

extension ExchangeStep {
  fileprivate init(_ value: JSON, at pointer: JSONPointer) throws(ContractError) {
    let members = try MemberReading(value, at: pointer, known: ["request", "answer"])
    let place = pointer.appending("request")
    let request = try MemberReading(
      members.value("request"), at: place, known: ["method", "url", "fields", "body"])
    self.request = HTTPRequest(
      try request.read("method", "a method") { $0.string.flatMap { HTTPMethod($0) } },
      try request.url("url"), fields: try request.fields("fields"),
      body: Array(try request.string("body").utf8))
    let answer = try MemberReading(
      members.value("answer"), at: pointer.appending("answer"),
      known: ["status", "fields", "body", "failure", "sent", "now"])
    answeredAt = answer.has("now") ? try answer.time("now") : nil
    self.answer = try answer.answer()
  }
}

extension MemberReading {
  fileprivate func answer() throws(ContractError) -> Answer {
    guard !has("failure") else {
      return .failure(reason: try string("failure"), sent: try bool("sent"))
    }
    let status = try read("status", "a status code from 100 to 599") { value in
      value.integer.flatMap { HTTPStatus(Int(clamping: $0)) }
    }
    return .response(
      HTTPResponse(
        status, fields: has("fields") ? try fields("fields") : [:],
        body: has("body") ? Array(try string("body").utf8) : []))
  }
}

extension ExpectedVerdict {
  fileprivate init(_ value: JSON, at pointer: JSONPointer) throws(ContractError) {
    let members = try MemberReading(
      value, at: pointer, known: ["is", "not_before", "remember", "reason"])
    kind = try members.read("is", "one of \(Kind.allCases.map(\.rawValue))") { value in
      value.string.flatMap { Kind(rawValue: $0) }
    }
    notBefore = members.has("not_before") ? try members.time("not_before") : nil
    // Not by a nil literal, which would be JSON's null here.
    remember = members.has("remember") ? .some(try members.value("remember")) : Optional.none
    reason = members.has("reason") ? try members.string("reason") : nil
  }
}
