import Testing
import Wire

@Suite struct CanonicalJSONTests {
  private func canonical(_ text: String) throws -> String {
    String(decoding: try JSON(parsing: text).canonicalBytes, as: UTF8.self)
  }

  /// RFC 8785, appendix B.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
      (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
      (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
      (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"),
      (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
      (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0x41B3_DE43_5555_5557, "333333333.33333343"),
      (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
      (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func `a number has the text of ECMAScript`(bits: UInt64, text: String) {
    let bytes = JSON.number(Double(bitPattern: bits)).canonicalBytes
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test(arguments: [
    (Int64(9_007_199_254_740_992), "9007199254740992"),
    (9_007_199_254_740_993, "9007199254740992"), (.max, "9223372036854776000"),
    (.min, "-9223372036854776000"), (-5, "-5"), (0, "0"),
  ])
  func `an integer is written as the double nearest to it`(value: Int64, text: String) {
    #expect(String(decoding: JSON.integer(value).canonicalBytes, as: UTF8.self) == text)
  }

  /// RFC 8785, section 3.2.2.
  @Test func `the sample of primitive data`() throws {
    let source = #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
       "literals": [null, true, false]}
      """#
    let expected =
      #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
      + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    #expect(try canonical(source) == expected)
  }

  /// RFC 8785, section 3.2.3.
  @Test func `the sample of property sorting`() throws {
    let source = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
       "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
       "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let object = try JSON(parsing: try canonical(source)).object
    #expect(
      object?.map(\.value.string) == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
      ])
  }

  @Test(arguments: UInt64(0)..<200)
  func `names are sorted as their UTF-16 is`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var object = JSONObject()
    for _ in 0..<20 { object[generator.text(upTo: 3)] = 0 }
    let sorted = try JSON.parse(JSON.object(object).canonicalBytes).object?.names ?? []
    #expect(sorted.count == object.count)
    #expect(
      sorted.map { Array($0.utf16) }
        == object.names.map { Array($0.utf16) }.sorted {
          $0.lexicographicallyPrecedes($1)
        })
  }

  @Test func `nested objects are sorted and nothing is spaced`() throws {
    #expect(
      try canonical(#"{"b":{"z":1,"a":[{"d":1,"c":2}]},"a":""}"#)
        == #"{"a":"","b":{"a":[{"c":2,"d":1}],"z":1}}"#)
  }
}
