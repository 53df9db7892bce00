import Testing
import Wire

@Suite struct JSONWriterTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `commas and colons stand where they belong`() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.integer(1)
    writer.number(-2.5)
    writer.beginObject()
    writer.endObject()
    writer.null()
    writer.endArray()
    writer.key("b")
    writer.bool(true)
    writer.key("c")
    writer.raw(Array("[0]".utf8))
    writer.key("d")
    writer.value(["x": "y", "z": []])
    writer.endObject()
    let written = text(writer.finish())
    #expect(written == #"{"a":[1,-2.5,{},null],"b":true,"c":[0],"d":{"x":"y","z":[]}}"#)
  }

  @Test func `only what must be escaped is`() {
    let value = JSON.string("\"\\/\u{8}\u{9}\u{A}\u{C}\u{D}\u{0}\u{1F}\u{7F}é€😀\u{2028}")
    #expect(
      text(value.bytes) == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é€😀\u{2028}\"")
  }

  @Test(arguments: [Int64.min, -10, -9, -1, 0, 9, 10, 1_234_567_890, .max])
  func `integers are written in full`(value: Int64) {
    #expect(text(JSON.integer(value).bytes) == String(value))
  }

  @Test func `what is not finite becomes null`() {
    #expect(text(JSON.array([.number(.nan), .number(.infinity)]).bytes) == "[null,null]")
  }

  @Test func `a reused buffer starts empty`() {
    var first = JSONWriter()
    first.string("first")
    var second = JSONWriter(reusing: first.finish())
    second.string("2")
    let written = text(second.finish())
    #expect(written == "\"2\"")
  }

  @Test func `pretty text has one member a line`() {
    let value: JSON = ["a": 1, "b": [true, [], [:]], "c": ["d": nil]]
    let expected = """
      {
        "a": 1,
        "b": [
          true,
          [],
          {}
        ],
        "c": {
          "d": null
        }
      }
      """
    #expect(text(value.prettyBytes) == expected)
  }
}
