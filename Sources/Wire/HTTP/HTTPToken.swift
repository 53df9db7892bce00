/// The `token` rule of RFC 9110 section 5.6.2.
enum HTTPToken {
  static func isValid(_ text: some Collection<UInt8>) -> Bool {
    !text.isEmpty && text.allSatisfy(isTokenByte)
  }

  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// ASCII capitals made small; everything else stays.
  static func lowercased(_ text: String) -> String {
    guard text.utf8.contains(where: { 0x41...0x5A ~= $0 }) else { return text }
    // Straight into the text: most names fit into it without memory of their own.
    return unsafe String(unsafeUninitializedCapacity: text.utf8.count) { buffer in
      for (position, byte) in text.utf8.enumerated() {
        unsafe buffer[position] = 0x41...0x5A ~= byte ? byte | 0x20 : byte
      }
      return text.utf8.count
    }
  }
}
