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
