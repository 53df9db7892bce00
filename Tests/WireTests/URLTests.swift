import Testing
import Wire

@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("http://example.com", "http://example.com/"),
    ("HTTPS://Example.COM:443/A?b=C", "https://example.com/A?b=C"),
    ("http://example.com:8080?x", "http://example.com:8080/?x"),
    ("https://[2001:DB8:0::1]:444/", "https://[2001:db8::1]:444/"),
    ("http://127.0.0.1/a%2Fb/", "http://127.0.0.1/a%2Fb/"),
    ("http://h/?filter[x]=1&y=a:b@c", "http://h/?filter[x]=1&y=a:b@c"),
    ("http://h/...", "http://h/..."), ("http://h/?../x", "http://h/?../x"),
  ])
  func `a URL is normalized`(text: String, normalized: String) throws {
    let url = try HTTPURL(parsing: text)
    #expect(url.description == normalized)
    #expect(try HTTPURL(parsing: normalized) == url)
  }

  @Test func `a URL has its parts`() throws {
    let url = try HTTPURL(parsing: "https://[::1]/a/b?c=d")
    #expect(url.scheme == .https)
    #expect(url.host == "::1")
    #expect(url.address == .v6(1))
    #expect(url.port == 443)
    #expect(url.path == "/a/b")
    #expect(url.query == "c=d")
    #expect(url.originForm == "/a/b?c=d")
    #expect(url.authority == "[::1]")
    #expect(try HTTPURL(parsing: "http://a.b:81/").authority == "a.b:81")
    #expect(try HTTPURL(parsing: "http://a.b/").address == nil)
  }

  @Test(
    arguments: [
      ("", HTTPURLError.unsupportedScheme), ("example.com", .unsupportedScheme),
      ("ftp://example.com/", .unsupportedScheme), ("http:/example.com", .unsupportedScheme),
      (" http://a/", .unsupportedScheme), ("file:///etc/passwd", .unsupportedScheme),
      ("http://user@a/", .userInfo), ("http://user:pass@a/", .userInfo),
      ("http://a/#x", .fragment), ("http://a#x", .fragment), ("http:///x", .invalidHost),
      ("http://a_b/", .invalidHost), ("http://-a/", .invalidHost), ("http://a-/", .invalidHost),
      ("http://a..b/", .invalidHost), ("http://a./", .invalidHost), ("http://é/", .invalidHost),
      ("http://a b/", .invalidHost), ("http://a%20b/", .invalidHost),
      ("http://127.1/", .invalidHost), ("http://2130706433/", .invalidHost),
      ("http://0x7f000001/", .invalidHost), ("http://0177.0.0.1/", .invalidHost),
      ("http://1.2.3.4.5/", .invalidHost), ("http://256.1.1.1/", .invalidHost),
      ("http://[::1/", .invalidHost), ("http://[fe80::1%25eth0]/", .invalidHost),
      ("http://[1.2.3.4]/", .invalidHost), ("http://[::1]x/", .invalidPort),
      ("http://a:/", .invalidPort), ("http://a:0/", .invalidPort),
      ("http://a:65536/", .invalidPort),
      ("http://a:+80/", .invalidPort), ("http://a:80:80/", .invalidPort),
      ("http://a/b c", .forbiddenCharacter), ("http://a/\r\nX:y", .forbiddenCharacter),
      ("http://a/\u{0}", .forbiddenCharacter), ("http://a/é", .forbiddenCharacter),
      ("http://a/\\b", .forbiddenCharacter), ("http://a/%", .invalidEscape),
      ("http://a/%4", .invalidEscape), ("http://a/%zz", .invalidEscape),
      ("http://a/b/../c", .dotSegment), ("http://a/.", .dotSegment),
      ("http://a/%2E./x", .dotSegment),
    ] as [(String, HTTPURLError)])
  func `another text is refused with its reason`(text: String, error: HTTPURLError) {
    #expect(throws: error) { try HTTPURL(parsing: text) }
  }

  @Test func `a URL has at most 2,048 bytes`() throws {
    let base = "http://example.com/"
    let longest = base + String(repeating: "a", count: 2048 - base.utf8.count)
    let url = try HTTPURL(parsing: longest)
    #expect(throws: HTTPURLError.tooLong) { try HTTPURL(parsing: longest + "a") }
    #expect(throws: HTTPURLError.tooLong) { try url.appending(segments: "b") }
  }

  @Test func `segments and queries are encoded when they are added`() throws {
    let base = try HTTPURL(parsing: "https://a/v1/?x=1")
    let url = try base.appending(segments: "Users", "a/b ü")
    #expect(url.description == "https://a/v1/Users/a%2Fb%20%C3%BC")
    let query = QueryItems([QueryItem("q", "a b&c"), QueryItem("q", "é")])
    #expect(try url.replacing(query: query).query == "q=a+b%26c&q=%C3%A9")
    #expect(try base.replacing(query: QueryItems()).description == "https://a/v1/")
    #expect(throws: HTTPURLError.dotSegment) { try base.appending(segments: "..") }
  }
}

@Suite struct HTTPTargetTests {
  @Test func `a target is taken apart`() throws {
    let target = try HTTPTarget(parsing: "/a/b%2Fc/?x=1&y")
    #expect(target.path == "/a/b%2Fc/")
    #expect(target.segments == ["a", "b/c", ""])
    #expect(target.queryItems?["x"] == "1")
    #expect(target.queryItems?["y"] == "")
    #expect(HTTPTarget.root.segments == [""])
    #expect(HTTPTarget.root.queryItems == QueryItems())
    #expect(try HTTPTarget(parsing: "/%FF").segments == nil)
  }

  @Test(
    arguments: [
      ("", HTTPURLError.pathWithoutSlash), ("a", .pathWithoutSlash), ("*", .pathWithoutSlash),
      ("http://a/", .pathWithoutSlash), ("/a b", .forbiddenCharacter), ("/#", .fragment),
      ("/%2e%2E", .dotSegment),
    ] as [(String, HTTPURLError)])
  func `another target is refused`(text: String, error: HTTPURLError) {
    #expect(throws: error) { try HTTPTarget(parsing: text) }
  }
}

@Suite struct QueryItemsTests {
  @Test(arguments: UInt64(0)..<50)
  func `items survive their text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let items = (0..<5).map {
      QueryItem("n\($0)" + generator.text(upTo: 3), generator.text(upTo: 9))
    }
    let query = QueryItems(items)
    #expect(QueryItems(parsing: query.description) == query)
    let text = generator.text(upTo: 20)
    #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
  }

  @Test func `repeated names and empty values are kept`() {
    let query = QueryItems(parsing: "&a=1&&a=2=3&b&=c&d+e=%2B")
    #expect(query?.all("a") == ["1", "2=3"])
    #expect(query?["b"] == "")
    #expect(query?[""] == "c")
    #expect(query?["d e"] == "+")
    #expect(query?["missing"] == nil)
    #expect(QueryItems(parsing: "")?.items.isEmpty == true)
  }

  @Test(arguments: ["%", "a=%4", "a=%GG", "a=%FF", "%C3=1", "a=%ED%A0%80"])
  func `malformed escapes are refused`(text: String) {
    #expect(QueryItems(parsing: text) == nil)
    #expect(PercentCoding.decode(text) == nil)
  }
}
