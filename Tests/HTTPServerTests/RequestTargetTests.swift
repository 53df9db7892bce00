import Testing
import Wire

@testable import HTTPServer

@Suite struct RequestTargetTests {
  @Test(arguments: [
    ("/", "/"), ("/a%20b?c=%3F", "/a%20b?c=%3F"), ("http://host", "/"),
    ("http://host:80/a?b", "/a?b"), ("https://host?q", "/?q"), ("/http://host/a", "/http://host/a"),
  ])
  func `a path or URL gives path and query`(text: String, expected: String) throws {
    #expect(try HTTPTarget(requestLine: text).description == expected)
  }

  @Test(arguments: [
    "", "*", "a", "http://", "http:///a", "http://?a", "ftp://host/", "host:443", "/a#b", "/ä",
    "/%2",
  ])
  func `anything else is refused with 400`(text: String) {
    #expect(throws: Refusal.malformedTarget) { try HTTPTarget(requestLine: text) }
  }

  @Test func `a target beyond the length of a URL is refused with 414`() {
    let text = "/" + String(repeating: "a", count: 2048)
    #expect(throws: Refusal.targetTooLong) { try HTTPTarget(requestLine: text) }
  }
}
