/// Writes a table of comma-separated values (RFC 4180), lines ending with CR LF.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Quotes a field where it would be read as something else without.
  package mutating func record(_ fields: [String]) {
    for (position, field) in fields.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      // A record of one empty field would be an empty line, which is passed over.
      let isLonelyEmpty = fields.count == 1 && field.isEmpty
      if isLonelyEmpty || field.utf8.contains(where: Self.needsQuotes) {
        quoted(field)
      } else {
        bytes += field.utf8
      }
    }
    bytes += [0x0D, 0x0A]
  }

  /// Hands over what was written so far and goes on behind it.
  package mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func quoted(_ field: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
  }
}
