extension JSON {
  /// The one text of this value under the JSON Canonicalization Scheme (RFC 8785).
  ///
  /// Members are sorted by UTF-16 code units. Numbers are doubles there: an integer beyond 2^53 is
  /// written as the double nearest to it. Equal values have equal bytes.
  package var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    appendCanonical(to: &bytes)
    return bytes
  }

  private func appendCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: JSONText.append(word: "null", to: &bytes)
    case .bool(let value): JSONText.append(word: value ? "true" : "false", to: &bytes)
    case .integer(let value): JSON.appendCanonical(value, to: &bytes)
    case .number(let value): JSONText.append(value, to: &bytes)
    case .string(let value): JSONText.append(value, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        element.appendCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object): JSON.appendCanonical(object, to: &bytes)
    }
  }

  private static func appendCanonical(_ value: Int64, to bytes: inout [UInt8]) {
    if value.magnitude <= 1 << 53 {
      JSONText.append(value, to: &bytes)
    } else {
      ECMAScriptNumber.append(Double(value), to: &bytes)
    }
  }

  private static func appendCanonical(_ object: JSONObject, to bytes: inout [UInt8]) {
    var members = object.members
    // What was made here is in order already, and to see that is cheaper than to sort.
    if !isSorted(members) { members.sort { $0.name.precedesByUTF16($1.name) } }
    bytes.append(UInt8(ascii: "{"))
    for (position, member) in members.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      JSONText.append(member.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      member.value.appendCanonical(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func isSorted(_ members: [JSONMember]) -> Bool {
    for position in members.indices.dropFirst()
    where !members[position - 1].name.precedesByUTF16(members[position].name) {
      return false
    }
    return true
  }
}
