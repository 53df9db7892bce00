import Testing
import Wire

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-0", 0), ("-12", -12),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
      ("1.5", 1.5), ("-0.25e2", -25.0), ("1E+2", 100.0), ("1e-400", 0.0),
      ("123456789012345678901234567890", .number(1.2345678901234568e29)),
      ("2.2250738585072014e-308", .number(.leastNormalMagnitude)),
      ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
      ("\"\"", ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u00e9\u20AC\ud83d\ude00""#, "é€😀"), ("\"é€😀\"", "é€😀"), ("[]", []), ("{}", [:]),
      ("[1,[2],{}]", [1, [2], [:]]), (" {\n\"a\" : 1 ,\t\"b\":[ ] }\r\n", ["a": 1, "b": []]),
    ] as [(String, JSON)])
  func `a valid text is its value`(text: String, value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd), ("   ", .unexpectedEnd), ("[", .unexpectedEnd),
      ("[1,]", .unexpectedByte(0x5D)), ("{\"a\":1,}", .unexpectedByte(0x7D)),
      ("{a:1}", .unexpectedByte(0x61)), ("{\"a\" 1}", .unexpectedByte(0x31)),
      ("[1 2]", .unexpectedByte(0x32)), ("]", .unexpectedByte(0x5D)),
      ("'a'", .unexpectedByte(0x27)), ("\u{FEFF}1", .unexpectedByte(0xEF)),
      ("+1", .unexpectedByte(0x2B)), (".5", .unexpectedByte(0x2E)), ("NaN", .unexpectedByte(0x4E)),
      ("nul", .unexpectedEnd), ("trux", .invalidLiteral), ("01", .invalidNumber),
      ("-01", .invalidNumber), ("-", .unexpectedEnd), ("-a", .invalidNumber),
      ("1.", .unexpectedEnd),
      ("1.e5", .invalidNumber), ("1ex", .invalidNumber), ("1e+", .unexpectedEnd),
      ("1e309", .numberOutOfRange), ("-1e99999999999999999999", .numberOutOfRange),
      ("1 1", .trailingContent), ("{}x", .trailingContent), ("1a", .trailingContent),
      ("\"a", .unexpectedEnd), ("\"\\x\"", .invalidEscape), ("\"\\u12G4\"", .invalidEscape),
      ("\"\\u12", .unexpectedEnd), ("\"\\ud800\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate),
      ("\"\\ud800\\u0041\"", .loneSurrogate), ("\"\\ud800\\ud800\"", .loneSurrogate),
      ("\"a\nb\"", .controlCharacter(0x0A)), ("\"\\n\u{1}\"", .controlCharacter(1)),
      ("{\"a\":1,\"\\u0061\":2}", .duplicateName("a")),
    ] as [(String, JSONError.Reason)])
  func `an invalid text is refused with its reason`(text: String, reason: JSONError.Reason) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused where they stand`(bytes: [UInt8]) {
    let plain = #expect(throws: JSONError.self) {
      try JSON.parse(Array("[\"é".utf8) + bytes + Array("\"]".utf8))
    }
    #expect(plain?.reason == .invalidUTF8)
    #expect(plain?.offset == 4)
    let escaped = #expect(throws: JSONError.self) {
      try JSON.parse(Array("\"\\n".utf8) + bytes + Array("\\u00e9\"".utf8))
    }
    #expect(escaped?.reason == .invalidUTF8)
    #expect(escaped?.offset == 3)
  }

  @Test func `an error names line, column and offset`() {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: "{\n  \"é\": x\n}") }
    #expect(error?.line == 2)
    #expect(error?.column == 8)
    #expect(error?.offset == 10)
    #expect(error?.description == "unexpected character 'x' at line 2, column 8")
  }

  @Test func `every truncation of a document is refused`() throws {
    let document = Array(#"{"a":[1,-2.5e3,true,null,"\u00e9é\n"],"b":{"c":{}},"d":"x"}"#.utf8)
    _ = try JSON.parse(document)
    for length in document.indices {
      #expect(throws: JSONError.self) { try JSON.parse(Array(document[..<length])) }
    }
  }

  @Test func `nesting is accepted up to the limit and refused beyond it`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSON(parsing: nested(64))
    let error = #expect(throws: JSONError.self) { try JSON(parsing: nested(65)) }
    #expect(error?.reason == .tooDeep(limit: 64))
    #expect(throws: JSONError.self) {
      try JSON(parsing: String(repeating: "{\"a\":", count: 99_999))
    }
    _ = try JSON(parsing: nested(512), limits: JSONLimits(maximumDepth: 512, maximumBytes: 2000))
    _ = try JSON(parsing: "[" + String(repeating: "[],", count: 99) + "[]]")
  }

  @Test func `a text over the length limit is refused`() {
    let limits = JSONLimits(maximumDepth: 1, maximumBytes: 3)
    let error = #expect(throws: JSONError.self) { try JSON(parsing: "1000", limits: limits) }
    #expect(error?.reason == .tooLong(limit: 3))
  }

  @Test func `a name is repeated only if its code units are`() throws {
    let value = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test func `a repeated name is found in a large object`() {
    let members = (0..<1000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let error = #expect(throws: JSONError.self) { try JSON(parsing: "{\(members),\"k500\":1}") }
    #expect(error?.reason == .duplicateName("k500"))
  }
}
