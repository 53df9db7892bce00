import Testing
import Wire

@Suite struct HTTPFieldTests {
  @Test func `names differ by more than case`() {
    #expect(HTTPFieldName.contentType == "Content-TYPE")
    #expect(Set<HTTPFieldName>(["A", "a", "b"]).count == 2)
    let text = "X-Id"
    #expect(HTTPFieldName(text)?.spelling == "X-Id")
    #expect(HTTPFieldName(text)?.lowercased == "x-id")
  }

  @Test(arguments: ["", "a b", "a:", "a\r\n", "é", "a\u{0}", "(a)"])
  func `what is no token is no name and no method`(text: String) {
    #expect(HTTPFieldName(text) == nil)
    #expect(HTTPMethod(text) == nil)
  }

  @Test(arguments: ["a\r\nb: c", "a\n", "a\u{0}", "\u{7F}", "\u{1B}[0m"])
  func `control characters cannot enter a value`(text: String) {
    #expect(HTTPFieldValue(text) == nil)
    var fields = HTTPFields()
    #expect(throws: HTTPFieldError.invalidValue(of: "x")) { try fields.append("x", text: text) }
    #expect(fields.isEmpty)
  }

  @Test(arguments: [(" a b\t", "a b"), ("", ""), (" \t ", ""), ("ä", "ä"), ("a\tb", "a\tb")])
  func `white space around a value is dropped`(text: String, value: String) {
    #expect(HTTPFieldValue(text)?.text == value)
  }

  @Test func `fields keep order and repetition`() throws {
    var fields: HTTPFields = ["Link": "1", "accept": "x", "link": "2"]
    #expect(fields.first(.link) == "1")
    #expect(fields.all(.link) == ["1", "2"])
    #expect(fields["LINK"] == "1")
    fields.set(.link, "3")
    #expect(fields.map(\.value.text) == ["3", "x"])
    try fields.set(.retryAfter, text: " 5 ")
    fields.append(.contentLength, HTTPFieldValue(12))
    #expect(fields.map(\.value.text) == ["3", "x", "5", "12"])
    fields.remove("Accept")
    #expect(!fields.contains(.accept))
    #expect(throws: HTTPFieldError.invalidName) { try fields.append(name: "a b", text: "") }
    #expect(fields.count == 3)
  }
}

@Suite struct HTTPMessageTests {
  @Test(arguments: [99, 600, 0, -1])
  func `a status is between 100 and 599`(code: Int) {
    #expect(HTTPStatus(code) == nil)
  }

  @Test func `a status belongs to one class`() throws {
    #expect(HTTPStatus(200) == .ok)
    #expect(HTTPStatus.noContent.isSuccess)
    #expect(HTTPStatus.notModified.isRedirection)
    #expect(HTTPStatus.conflict.isClientError)
    #expect(HTTPStatus.badGateway.isServerError)
    #expect(try #require(HTTPStatus(100)).isInformational)
    #expect(!HTTPStatus.ok.isClientError)
  }

  @Test(
    arguments: [
      ("application/json", "application/json", nil, true),
      ("Application/JSON; Charset=\"UTF-8\"", "application/json", "utf-8", true),
      ("application/problem+json;charset=utf-8", "application/problem+json", "utf-8", true),
      ("application/json; charset=latin1", "application/json", "latin1", false),
      ("text/plain ; a=b;; c=\"d;\\\"\"", "text/plain", nil, false),
    ] as [(String, String, String?, Bool)])
  func `a media type is read`(text: String, essence: String, charset: String?, isJSON: Bool) {
    let type = MediaType(parsing: text)
    #expect(type?.essence == essence)
    #expect(type?.charset == charset)
    #expect(type?.isJSON == isJSON)
  }

  @Test(arguments: [
    "", "json", "/", "a/", "/b", "a/b c", "a/b; c", "a/b; c=", "a/b; c=\"d", "a/b; c=1; C=2",
  ])
  func `a malformed media type is refused`(text: String) {
    #expect(MediaType(parsing: text) == nil)
  }
}
