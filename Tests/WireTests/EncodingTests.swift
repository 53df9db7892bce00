import Testing
import Wire

@Suite struct HexTests {
  @Test(arguments: UInt64(0)..<50)
  func `bytes survive`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(upTo: 64)
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
  }

  @Test(arguments: UInt64(0)..<50)
  func `two words are written and read as their bytes are`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let (high, low) = (generator.next(), generator.next())
    let bytes = [high, low].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
    let text = Hex.encode(high: high, low: low, after: "con_", before: "\"")
    #expect(text == "con_" + Hex.encode(bytes) + "\"")
    let words = Hex.words(Array(Hex.encode(bytes).uppercased().utf8).span)
    #expect(words?.high == high)
    #expect(words?.low == low)
  }

  @Test(arguments: [0, 31, 33])
  func `only thirty-two digits are two words`(count: Int) {
    #expect(Hex.words([UInt8](repeating: UInt8(ascii: "0"), count: count).span) == nil)
    #expect(Hex.words(Array(("g" + String(repeating: "0", count: 31)).utf8).span) == nil)
  }

  @Test func `digits are small letters`() {
    #expect(Hex.encode([0x00, 0x9A, 0xFF]) == "009aff")
    #expect(Hex.encode([]) == "")
  }

  @Test(arguments: ["0", "abc", "0g", "0x", " 00", "é"])
  func `anything else is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }
}

@Suite struct Base64Tests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of the specification`(plain: String, encoded: String) {
    let bytes = Array(plain.utf8)
    #expect(Base64.encode(bytes) == encoded)
    #expect(Base64.decode(encoded) == bytes)
    let bare = String(encoded.prefix { $0 != "=" })
    #expect(Base64.decode(bare, padding: .optional) == bytes)
    #expect(Base64.decode(encoded, padding: .optional) == bytes)
    #expect(Base64.encodeURLSafe(bytes) == bare)
    #expect(Base64.decodeURLSafe(bare) == bytes)
  }

  @Test func `the alphabets differ in two digits`() {
    #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.encodeURLSafe([0xFB, 0xFF]) == "-_8")
    #expect(Base64.decode("-_8=") == nil)
    #expect(Base64.decodeURLSafe("+/8") == nil)
  }

  @Test(arguments: UInt64(0)..<50)
  func `bytes survive`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(upTo: 64)
    #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    #expect(Base64.decodeURLSafe(Base64.encodeURLSafe(bytes)) == bytes)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z", "Z===", "=", "==", "====", "Zm9v====", "Zm9v=", "Zh==", "Zm9=",
    "Zm 9v", "Zm9v\n", "Zg==Zg==", "Z=g=", "Zmé=",
  ])
  func `what is not exactly base64 is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Zg=", "Z", "Zm9v=", "Zh"])
  func `optional padding is all or nothing`(text: String) {
    #expect(Base64.decode(text, padding: .optional) == nil)
    #expect(Base64.decodeURLSafe(text) == nil)
  }
}
