extension String {
  /// Equality of code units, where `==` would also equate different spellings of one character.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count, self == other else { return false }
    // Equal so far, and equal in bytes but for texts that someone spelled differently.
    let left = utf8.span
    let right = other.utf8.span
    var difference: UInt8 = 0
    for position in left.indices { difference |= left[position] ^ right[position] }
    return difference == 0
  }

  /// Hashes code units, so that it agrees with ``hasSameBytes(as:)`` and no two spellings of one
  /// character collide by design.
  func hashBytes(into hasher: inout Hasher) {
    hasher.combine(utf8.count)
    let hashed: Void? = unsafe utf8.withContiguousStorageIfAvailable { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    guard hashed == nil else { return }
    for byte in utf8 { hasher.combine(byte) }
  }

  /// The order of UTF-16 code units (RFC 8785 section 3.2.3), read off the UTF-8 bytes.
  ///
  /// Byte order is code point order; it differs only where a code point beyond U+FFFF, whose
  /// surrogates start at D800, meets one of U+E000 to U+FFFF.
  func precedesByUTF16(_ other: String) -> Bool {
    var left = utf8.makeIterator()
    var right = other.utf8.makeIterator()
    while true {
      guard let rightByte = right.next() else { return false }
      guard let leftByte = left.next() else { return true }
      guard leftByte != rightByte else { continue }
      if leftByte >= 0xEE && rightByte >= 0xEE && (leftByte >= 0xF0) != (rightByte >= 0xF0) {
        return leftByte >= 0xF0
      }
      return leftByte < rightByte
    }
  }
}

/// A member name as the key of an index.
struct ExactName: Hashable {
  let text: String

  static func == (left: ExactName, right: ExactName) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  func hash(into hasher: inout Hasher) {
    text.hashBytes(into: &hasher)
  }
}
