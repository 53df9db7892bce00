/// The texts of scalars, the same in compact and canonical form (RFC 8785 section 3.2.2).
enum JSONText {
  static func append(word: StaticString, to bytes: inout [UInt8]) {
    let source = unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    bytes.append(addingCapacity: source.count) { (output: inout OutputSpan<UInt8>) in
      unsafe copy(source, to: &output)
    }
  }

  /// Appends a text in its quotation marks.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    append(text, after: nil, before: nil, to: &bytes)
  }

  /// Appends a text in its quotation marks, between two bytes that are given: the punctuation beside
  /// it, so that the array is looked at once for all of it.
  static func append(
    _ text: String, after first: UInt8?, before last: UInt8?, to bytes: inout [UInt8]
  ) {
    let copied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { source in
      unsafe append(source, after: first, before: last, to: &bytes)
    }
    guard copied == nil else { return }
    unsafe Array(text.utf8).withUnsafeBufferPointer {
      unsafe append($0, after: first, before: last, to: &bytes)
    }
  }

  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    var rest = value.magnitude
    var digits: InlineArray<20, UInt8> = .init(repeating: 0)
    var first = 20
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    bytes.append(addingCapacity: 21 - first) { (output: inout OutputSpan<UInt8>) in
      if value < 0 { output.append(UInt8(ascii: "-")) }
      for position in first..<20 { output.append(digits[position]) }
    }
  }

  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite else {
      append(word: "null", to: &bytes)
      return
    }
    if value.magnitude < 9_007_199_254_740_992, let whole = value.wholeNumber {
      append(whole, to: &bytes)
    } else {
      ECMAScriptNumber.append(value, to: &bytes)
    }
  }

  private static func append(
    _ source: UnsafeBufferPointer<UInt8>, after first: UInt8?, before last: UInt8?,
    to bytes: inout [UInt8]
  ) {
    guard unsafe !needsEscapes(source) else {
      if let first { bytes.append(first) }
      unsafe appendEscaped(source, to: &bytes)
      if let last { bytes.append(last) }
      return
    }
    bytes.append(addingCapacity: source.count + 4) { (output: inout OutputSpan<UInt8>) in
      if let first { output.append(first) }
      output.append(UInt8(ascii: "\""))
      unsafe copy(source, to: &output)
      output.append(UInt8(ascii: "\""))
      if let last { output.append(last) }
    }
  }

  private static func appendEscaped(
    _ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "\""))
    for position in 0..<source.count {
      let byte = unsafe source[position]
      if needsEscape(byte) {
        appendEscape(of: byte, to: &bytes)
      } else {
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Looks at eight bytes at a time, for most texts are short and need none.
  private static func needsEscapes(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(source)
    guard bytes.count >= 8 else {
      var isFound = false
      for position in bytes.indices { isFound = unsafe isFound || needsEscape(bytes[position]) }
      return isFound
    }
    var found: UInt64 = 0
    for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
      found |= escapeMarks(unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    // The last eight, some of them for the second time.
    found |= escapeMarks(
      unsafe bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
    return found != 0
  }

  /// Not 0 exactly if one of the eight bytes needs an escape: a byte less another has its upper bit
  /// set, and had not before, where it was the smaller.
  @inline(__always)
  private static func escapeMarks(_ word: UInt64) -> UInt64 {
    let each: UInt64 = 0x0101_0101_0101_0101
    let quotation = word ^ each &* UInt64(UInt8(ascii: "\""))
    let backslash = word ^ each &* UInt64(UInt8(ascii: "\\"))
    let control = (word &- each &* 0x20) & ~word
    return (control | (quotation &- each) & ~quotation | (backslash &- each) & ~backslash)
      & (each &* 0x80)
  }

  /// Copies a block; the caller has made room for it.
  @inline(__always)
  private static func copy(
    _ source: UnsafeBufferPointer<UInt8>, to output: inout OutputSpan<UInt8>
  ) {
    unsafe output.withUnsafeMutableBufferPointer { buffer, count in
      let room = unsafe buffer[count...]
      unsafe _ = UnsafeMutableBufferPointer(rebasing: room).initialize(from: source)
      count += source.count
    }
  }

  private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      append(word: "u00", to: &bytes)
      bytes.append(Hex.digit(byte >> 4))
      bytes.append(Hex.digit(byte & 0xF))
    }
  }
}
