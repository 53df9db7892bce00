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

  @Test func `texts are written as a plain reading of RFC 8259 says`() {
    var chance = SeededGenerator(seed: 31)
    for _ in 0..<2_000 {
      let value = chance.text(upTo: 40)
      var writer = JSONWriter()
      writer.beginObject()
      writer.key(value)
      writer.string(value)
      writer.key("")
      writer.string(value)
      writer.endObject()
      let plain = plainText(value)
      #expect(text(writer.finish()) == "{\(plain):\(plain),\"\":\(plain)}")
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 1_000])
  func `a byte that needs an escape is seen wherever it stands`(length: Int) {
    let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
    for place in plain.indices {
      for byte: UInt8 in [0x00, 0x1F, 0x22, 0x5C, 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F] {
        var bytes = plain
        bytes[place] = byte
        let value = String(decoding: bytes, as: UTF8.self)
        #expect(text(JSON.string(value).bytes) == plainText(value))
      }
    }
    let value = String(decoding: plain, as: UTF8.self)
    #expect(text(JSON.string(value).bytes) == plainText(value))
  }

  /// One scalar at a time, by the words of RFC 8259 section 7.
  private func plainText(_ value: String) -> String {
    let short: [UnicodeScalar: String] = [
      "\"": #"\""#, "\\": #"\\"#, "\u{8}": #"\b"#, "\u{C}": #"\f"#, "\n": #"\n"#, "\r": #"\r"#,
      "\t": #"\t"#,
    ]
    var plain = "\""
    for scalar in value.unicodeScalars {
      if let escape = short[scalar] {
        plain += escape
      } else if scalar.value < 0x20 {
        plain += #"\u00"# + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain + "\""
  }
}
