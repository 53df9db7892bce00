/// The texts of scalars, the same in compact and canonical form (RFC 8785 section 3.2.2).
enum JSONText {
  static func append(word: StaticString, to bytes: inout [UInt8]) {
    let source = unsafe UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    bytes.append(addingCapacity: source.count) { (output: inout OutputSpan<UInt8>) in
      unsafe copy(source, to: &output)
    }
  }

  static func append(_ text: String, to bytes: inout [UInt8]) {
    let copied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { source in
      unsafe appendQuoted(source, to: &bytes)
    }
    guard copied == nil else { return }
    unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe appendQuoted($0, to: &bytes) }
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

  private static func appendQuoted(
    _ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    guard unsafe !needsEscapes(source) else {
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
      return
    }
    bytes.append(addingCapacity: source.count + 2) { (output: inout OutputSpan<UInt8>) in
      output.append(UInt8(ascii: "\""))
      unsafe copy(source, to: &output)
      output.append(UInt8(ascii: "\""))
    }
  }

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Looks at all bytes without a branch, so that many are tested at once.
  private static func needsEscapes(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    var found: UInt8 = 0
    for position in 0..<source.count {
      let byte = unsafe source[position]
      found |= byte < 0x20 ? 1 : 0
      found |= byte == UInt8(ascii: "\"") ? 1 : 0
      found |= byte == UInt8(ascii: "\\") ? 1 : 0
    }
    return found != 0
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
