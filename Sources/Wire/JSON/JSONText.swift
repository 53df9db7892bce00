/// The texts of scalars, the same in compact and canonical form (RFC 8785 section 3.2.2).
enum JSONText {
  static func append(_ word: StaticString, to bytes: inout [UInt8]) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let copied: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { source in
      unsafe appendEscaped(source, to: &bytes)
    }
    if copied == nil {
      let source = Array(text.utf8)
      unsafe source.withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    guard value < 0 || value > 9 else {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let first = bytes.count
    var rest = value.magnitude
    while rest > 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    }
    bytes[first...].reverse()
  }

  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite else {
      append("null", to: &bytes)
      return
    }
    if value.magnitude < 9_007_199_254_740_992, let whole = value.wholeNumber {
      append(whole, to: &bytes)
    } else {
      ECMAScriptNumber.append(value, to: &bytes)
    }
  }

  /// Copies runs that need no escape at once.
  private static func appendEscaped(
    _ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    var start = 0
    for position in 0..<source.count {
      let byte = unsafe source[position]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      unsafe bytes.append(
        contentsOf: UnsafeBufferPointer(rebasing: source[start..<position]))
      appendEscape(of: byte, to: &bytes)
      start = position + 1
    }
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(rebasing: source[start..<source.count]))
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
      append("u00", to: &bytes)
      bytes.append(Hex.digit(byte >> 4))
      bytes.append(Hex.digit(byte & 0xF))
    }
  }
}
