import Testing
import Wire

@Suite struct JSONPointerTests {
  /// The document of RFC 6901 section 5.
  private let document: JSON = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
    " ": 7, "m~n": 8,
  ]

  @Test(
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
      ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
    ] as [(String, JSON)])
  func `a pointer leads to its value`(text: String, value: JSON) throws {
    let pointer = try #require(JSONPointer(parsing: text))
    #expect(pointer.value(in: document) == value)
    #expect(pointer.description == text)
  }

  @Test(arguments: ["/foo/2", "/foo/00", "/foo/01", "/foo/-", "/foo/x", "/foo/", "/no", "/ /x"])
  func `a pointer to nothing has no value`(text: String) throws {
    let pointer = try #require(JSONPointer(parsing: text))
    #expect(pointer.value(in: document) == nil)
  }

  @Test(arguments: ["foo", "/~", "/~2", "/a~"])
  func `what is not a pointer is refused`(text: String) {
    #expect(JSONPointer(parsing: text) == nil)
  }

  @Test func `a pointer is built by appending`() {
    let pointer = JSONPointer.root.appending("a/b").appending("~1").appending(3)
    #expect(pointer.description == "/a~1b/~01/3")
    #expect(pointer.tokens == ["a/b", "~1", "3"])
    #expect(JSONPointer.root.value(in: document) == document)
    #expect(JSONPointer(parsing: "") == .root)
  }
}
