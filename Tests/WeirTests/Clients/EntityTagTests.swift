import HTTPClient
import Testing
import Wire

@testable import weir

@Suite struct EntityTagTests {
  private static let tag = "\"5f2c\""
  private static let record = APIAnswer(
    status: 200, body: Array(#"{"id":"x","code":"a"}"#.utf8), entityTag: tag)

  private func session(
    _ api: ScriptedAPI, _ words: SpokenWords, _ values: [String: [String]] = [:]
  ) throws -> ClientSession {
    try ClientSession(Invocation(values: values), words.console, api: try api.client())
  }

  @Test func `a record is shown with its tag, to machines too`() throws {
    for (values, shown) in [([:], "5f2c"), (["json": ["true"]], #""etag":"\"5f2c\"""#)] {
      let words = SpokenWords()
      let api = ScriptedAPI([.success(Self.record)])
      let session = try session(api, words, values)
      session.show(try session.api.get("/v1/chains/x"))
      #expect(words.answer.contains(shown))
      #expect(words.answer.contains("code"))
    }
  }

  @Test(arguments: [("\"5f2c\"", "\"5f2c\""), ("5f2c", "\"5f2c\""), ("*", "*")])
  func `a tag is sent with its quotes, whatever the shell made of them`(
    told: String, sent: String
  ) throws {
    #expect(EntityTagOption.value(Invocation(values: ["if-match": [told]])) == sent)
  }

  @Test func `a write names the tag that it is for`() throws {
    let api = ScriptedAPI([.success(Self.record), .success(Self.record)])
    let client = try api.client()
    _ = try client.write(.patch, "/v1/chains/x", body: [:], ifMatch: Self.tag)
    _ = try client.write(.patch, "/v1/chains/x", body: [:])
    #expect(api.requests.map { $0.fields.first(.ifMatch) } == [Self.tag, nil])
    #expect(EntityTagOption.value(Invocation(values: [:])) == nil)
  }
}
