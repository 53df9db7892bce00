extension JSONParser {
  /// The digits of a number as they are read.
  private struct Digits {
    var significand: UInt64 = 0
    var isExact = true
    var isNegative = false
    var exponent = 0
    var isWhole = true

    mutating func add(_ digit: UInt8) {
      let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry { isExact = false }
      significand = sum
    }
  }

  private static let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  mutating func number() throws(JSONError) -> JSON {
    let start = position
    var digits = Digits()
    if bytes[position] == UInt8(ascii: "-") {
      digits.isNegative = true
      position += 1
    }
    try wholePart(&digits, of: start)
    try fraction(&digits, of: start)
    try exponent(&digits, of: start)
    if digits.isWhole, digits.isExact, let value = Self.integer(digits) { return .integer(value) }
    return .number(try double(digits, from: start))
  }

  private mutating func wholePart(_ digits: inout Digits, of start: Int) throws(JSONError) {
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
      guard nextDigit() == nil else { throw fault(.invalidNumber, at: start) }
      return
    }
    try run(of: start) { digits.add($0) }
  }

  private mutating func fraction(_ digits: inout Digits, of start: Int) throws(JSONError) {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return }
    position += 1
    digits.isWhole = false
    let first = position
    try run(of: start) { digits.add($0) }
    digits.exponent = first - position
  }

  private mutating func exponent(_ digits: inout Digits, of start: Int) throws(JSONError) {
    guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") else { return }
    position += 1
    digits.isWhole = false
    var isNegative = false
    if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    var value = 0
    // What is beyond a million is beyond every double, whatever the digits before it.
    try run(of: start) { value = min(value * 10 + Int($0), 1_000_000) }
    digits.exponent += isNegative ? -value : value
  }

  /// Reads one or more digits.
  private mutating func run(of start: Int, _ each: (UInt8) -> Void) throws(JSONError) {
    guard let first = nextDigit() else {
      throw position < bytes.count ? fault(.invalidNumber, at: start) : fault(.unexpectedEnd)
    }
    position += 1
    each(first)
    while let digit = nextDigit() {
      position += 1
      each(digit)
    }
  }

  private func nextDigit() -> UInt8? {
    guard position < bytes.count else { return nil }
    let digit = bytes[position] &- UInt8(ascii: "0")
    return digit < 10 ? digit : nil
  }

  private static func integer(_ digits: Digits) -> Int64? {
    guard digits.isNegative else { return Int64(exactly: digits.significand) }
    guard digits.significand != Int64.min.magnitude else { return .min }
    return Int64(exactly: digits.significand).map { -$0 }
  }

  /// The nearest double: by one exact operation where significand and power of ten are exact,
  /// else by the correctly rounding conversion of the standard library.
  private func double(_ digits: Digits, from start: Int) throws(JSONError) -> Double {
    let magnitude = digits.exponent.magnitude
    if digits.isExact, digits.significand <= 1 << 53, magnitude <= 22 {
      let power = Self.exactPowersOfTen[Int(magnitude)]
      let significand = Double(digits.significand)
      let value = digits.exponent < 0 ? significand / power : significand * power
      return digits.isNegative ? -value : value
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw fault(.numberOutOfRange, at: start)
    }
    return value
  }
}
