/// The text of a finite double as ECMAScript's Number::toString makes it (RFC 8785 section 3.2.2.3).
///
/// Swift's own description has the same digits, the shortest that round-trip; only the placing of
/// point and exponent differs.
enum ECMAScriptNumber {
  static func append(_ value: Double, to bytes: inout [UInt8]) {
    guard value != 0 else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let (digits, point) = decimal(of: value.magnitude)
    place(digits, point, in: &bytes)
  }

  /// The significant digits, and how many of them (or zeros after or before them) stand left of the
  /// decimal point.
  private static func decimal(of magnitude: Double) -> (digits: [UInt8], point: Int) {
    var digits: [UInt8] = []
    var point: Int?
    var exponent = 0
    let text = Array(magnitude.description.utf8)
    for (position, byte) in text.enumerated() {
      if byte == UInt8(ascii: ".") {
        point = digits.count
      } else if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: text[(position + 1)...], as: UTF8.self)) ?? 0
        break
      } else {
        digits.append(byte)
      }
    }
    let zero = UInt8(ascii: "0")
    let leading = digits.prefix { $0 == zero }.count
    let left = (point ?? digits.count) + exponent - leading
    digits.removeFirst(leading)
    while digits.last == zero { digits.removeLast() }
    return (digits, left)
  }

  private static func place(_ digits: [UInt8], _ point: Int, in bytes: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    let dot = UInt8(ascii: ".")
    switch point {
    case digits.count...21 where digits.count <= 21:
      bytes.append(contentsOf: digits)
      bytes.append(contentsOf: repeatElement(zero, count: point - digits.count))
    case 1...21:
      bytes.append(contentsOf: digits[..<point])
      bytes.append(dot)
      bytes.append(contentsOf: digits[point...])
    case -5...0:
      bytes.append(contentsOf: [zero, dot])
      bytes.append(contentsOf: repeatElement(zero, count: -point))
      bytes.append(contentsOf: digits)
    default:
      bytes.append(digits[0])
      if digits.count > 1 {
        bytes.append(dot)
        bytes.append(contentsOf: digits[1...])
      }
      let exponent = point - 1
      bytes.append(UInt8(ascii: "e"))
      bytes.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      JSONText.append(Int64(exponent.magnitude), to: &bytes)
    }
  }
}

extension Double {
  /// The integer that this is, if it is one that fits.
  var wholeNumber: Int64? {
    guard self >= -0x1p63, self < 0x1p63 else { return nil }
    let whole = Int64(self)
    return Double(whole) == self ? whole : nil
  }
}
