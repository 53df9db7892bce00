import Testing
import Wire

@testable import weir

@Suite struct APIProblemTests {
  private func lines(_ status: Int, _ body: JSON, of resource: Resource = .contact) -> [String] {
    APIProblem(APIAnswer(status: status, body: body.bytes)).lines(naming: resource.fields)
  }

  @Test func `each place names the option that says it`() {
    let problem: JSON = [
      "title": "The request has invalid members or parameters", "detail": "2 places are invalid",
      "errors": [
        ["pointer": "/phones/0", "detail": "must be a number"],
        ["pointer": "/transport/version", "detail": "must be a word"],
        ["parameter": "chain", "detail": "is missing"],
        ["pointer": "", "detail": "must be an object"],
      ],
    ]
    #expect(
      lines(422, problem) == [
        "The request has invalid members or parameters (422)",
        "  /phones/0 (--phone): must be a number", "  /transport/version: must be a word",
        "  --chain: is missing", "  the body: must be an object",
      ])
    #expect(
      lines(422, problem, of: .endpoint)[2]
        == "  /transport/version (--http-version): must be a word")
  }

  @Test func `without places the detail is told`() {
    #expect(
      lines(404, ["title": "There is no such record", "detail": "list what is there"]) == [
        "There is no such record (404)", "  list what is there",
      ])
  }

  @Test func `a refused key says how to give another`() {
    #expect(lines(401, ["title": "No"]).last == "  Set WEIR_KEY to an API key, or give --key.")
  }

  @Test func `a record that has changed meanwhile says how to go on`() {
    let last = lines(412, ["title": "It has changed", "detail": "its etag is another"]).last
    #expect(last?.contains("`show`") == true)
    #expect(last?.contains("--if-match") == true)
  }

  @Test func `an answer of somebody else is called that`() {
    let text = APIProblem(APIAnswer(status: 502, body: Array("<html>".utf8))).description
    #expect(text.contains("502"))
    #expect(text.contains("--url"))
  }
}
