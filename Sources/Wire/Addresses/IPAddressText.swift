/// Dotted decimal.
enum IPv4Text {
  static func parse(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard 1...3 ~= part.count, part.count == 1 || part.first != 0x30,
        part.allSatisfy({ 0x30...0x39 ~= $0 })
      else { return nil }
      let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
      guard number < 256 else { return nil }
      value = value << 8 | number
    }
    return value
  }

  static func text(of value: UInt32) -> String {
    "\(value >> 24).\(value >> 16 & 255).\(value >> 8 & 255).\(value & 255)"
  }
}

/// Groups of hexadecimal digits.
enum IPv6Text {
  private static let colon = UInt8(ascii: ":")

  static func parse(_ text: [UInt8]) -> UInt128? {
    guard text.count <= 45 else { return nil }
    guard let gap = gap(in: text) else {
      guard let groups = groups(of: text[...], mayEndInIPv4: true), groups.count == 8 else {
        return nil
      }
      return value(of: groups)
    }
    guard let head = groups(of: text[..<gap], mayEndInIPv4: false),
      let tail = groups(of: text[(gap + 2)...], mayEndInIPv4: true), head.count + tail.count < 8
    else { return nil }
    let zeros = [UInt16](repeating: 0, count: 8 - head.count - tail.count)
    return value(of: head + zeros + tail)
  }

  /// Where `::` first stands.
  private static func gap(in text: [UInt8]) -> Int? {
    text.indices.dropLast().first { text[$0] == colon && text[$0 + 1] == colon }
  }

  private static func groups(of text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    var parts = text.split(separator: colon, omittingEmptySubsequences: false)
    var embedded: UInt32?
    if mayEndInIPv4, let last = parts.last, last.contains(UInt8(ascii: ".")) {
      embedded = IPv4Text.parse(last)
      guard embedded != nil else { return nil }
      parts.removeLast()
    }
    for part in parts {
      guard 1...4 ~= part.count else { return nil }
      var group: UInt16 = 0
      for digit in part {
        guard let value = Hex.value(of: digit) else { return nil }
        group = group << 4 | UInt16(value)
      }
      groups.append(group)
    }
    if let embedded { groups += [UInt16(embedded >> 16), UInt16(embedded & 0xFFFF)] }
    return groups
  }

  private static func value(of groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// RFC 5952: small letters, no leading zeros, the first of the longest runs of at least two zero
  /// groups as `::`, and dotted decimal where the prefix says that IPv4 is mapped.
  static func text(of value: UInt128) -> String {
    if value >> 32 == 0xFFFF {
      return "::ffff:" + IPv4Text.text(of: UInt32(truncatingIfNeeded: value))
    }
    let groups = stride(from: 112, through: 0, by: -16).map {
      UInt16(truncatingIfNeeded: value >> $0)
    }
    guard let run = longestZeroRun(in: groups) else { return text(of: groups[...]) }
    return text(of: groups[..<run.lowerBound]) + "::" + text(of: groups[run.upperBound...])
  }

  private static func text(of groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func longestZeroRun(in groups: [UInt16]) -> Range<Int>? {
    var longest = 0..<1
    var start = 0
    for (position, group) in groups.enumerated() {
      guard group == 0 else {
        start = position + 1
        continue
      }
      if position + 1 - start > longest.count { longest = start..<(position + 1) }
    }
    return longest.count > 1 ? longest : nil
  }
}
