import AdapterKit
import ContractKit
import Crypto
import Domain
import Testing
import Wire

@Suite struct ExchangeFileTests {
  @Test func `a whole file is read`() throws {
    let file = try ExchangeFile(Array(ExchangeText.whole.utf8))
    #expect(file.title == "two steps")
    #expect(file.adapter == "echo")
    #expect(file.given.events.map(\.number) == [4])
    #expect(file.given.events.first?.replaces == [2, 3])
    #expect(file.given.events.first?.changed == ["name"])
    #expect(file.given.events.first?.data == Array(#"{"a":1,"b":2}"#.utf8))
    #expect(file.given.target.keys.count == 1)
    #expect(file.steps.count == 2)
    #expect(file.steps[0].answeredAt == Timestamp(rfc3339: "2026-11-22T10:00:05Z"))
    #expect(file.steps[1].answer == .failure(reason: "cut", sent: true))
    #expect(file.verdict.kind == .retry)
    #expect(file.verdict.notBefore == Timestamp(rfc3339: "2026-11-22T11:00:00Z"))
  }

  @Test(arguments: [
    (#""title": "two steps""#, #""titel": "two steps""#, "/titel"),
    (#""status": 200"#, #""status": 700"#, "/steps/0/answer/status"),
    (#""sent": true"#, #""sent": 1"#, "/steps/1/answer/sent"),
    (#""is": "retry""#, #""is": "again""#, "/verdict/is"),
    (#""n": 4"#, #""n": "4""#, "/given/events/0/n"),
    (#""method": "POST""#, #""method": "PO ST""#, "/steps/0/request/method"),
    (#""now": "2026-11-22T10:00:00Z""#, #""now": "today""#, "/given/now"),
    (#""url": "https://a.example/x""#, #""url": "ftp://a.example/x""#, "/given/target/url"),
    ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_short", "/given/target/keys/0"),
    (#""accept": "*/*""#, #""ac cept": "*/*""#, "/steps/0/request/fields/ac cept"),
  ])
  func `a wrong member is named by its place`(
    right: String, wrong: String, pointer: String
  ) throws {
    let text = try replacing(right, by: wrong, in: ExchangeText.whole)
    let error = #expect(throws: ContractError.self) {
      try ExchangeFile(Array(text.utf8))
    }
    #expect(error?.pointer.description == pointer)
  }

  @Test func `text that is no JSON is an error of the whole`() {
    let error = #expect(throws: ContractError.self) { try ExchangeFile(Array("{".utf8)) }
    #expect(error?.pointer == .root)
  }

  @Test func `a folder that is not there is an error that names it`() {
    let error = #expect(throws: ContractError.self) { try ExchangeFolder(at: "/no/such/folder") }
    #expect(error?.message.contains("/no/such/folder") == true)
  }

  private func replacing(_ part: String, by other: String, in text: String) throws -> String {
    let range = try #require(text.firstRange(of: part))
    return text.replacingCharacters(of: range, by: other)
  }
}

extension String {
  fileprivate func replacingCharacters(of range: Range<Index>, by text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
