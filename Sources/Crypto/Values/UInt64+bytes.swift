extension UInt64 {
  /// Reads eight bytes that stand from an offset on, most significant first.
  ///
  /// Concrete, not generic: every id and hash that is read passes here, and collections that the
  /// compiler cannot see through cost fifty times as much.
  init(bigEndian bytes: Span<UInt8>, at offset: Int) {
    var word: UInt64 = 0
    for index in offset..<offset + 8 { word = word << 8 | UInt64(bytes[index]) }
    self = word
  }

  /// Appends eight bytes, most significant first, with one look at the array's room for all of them.
  package func appendBigEndian(to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: 8) { output in
      for shift in stride(from: 56 as UInt64, through: 0, by: -8) {
        output.append(UInt8(truncatingIfNeeded: self >> shift))
      }
    }
  }
}
