extension UInt64 {
  /// Reads the first eight bytes of a collection that has at least eight, most significant first.
  init(bigEndianBytes bytes: some Collection<UInt8>) {
    var word: UInt64 = 0
    for byte in bytes.prefix(8) { word = word << 8 | UInt64(byte) }
    self = word
  }

  /// Appends eight bytes, most significant first.
  func appendBigEndian(to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: self >> UInt64(shift)))
    }
  }
}
