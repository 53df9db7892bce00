/// One name and its value, decoded.
package struct QueryItem: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Names and values of a query or form (`application/x-www-form-urlencoded`), in order; a name may
/// occur more than once.
package struct QueryItems: Hashable, Sendable {
  package var items: [QueryItem]

  package init(_ items: [QueryItem] = []) {
    self.items = items
  }

  /// Reads `a=1&b=2`; an item without `=` has an empty value, empty items are skipped.
  ///
  /// Nil if an escape is malformed or the decoded bytes are not UTF-8.
  package init?(parsing text: String) {
    items = []
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentCoding.decode(pair[0], plusIsSpace: true),
        let value = PercentCoding.decode(pair.count > 1 ? pair[1] : "", plusIsSpace: true)
      else { return nil }
      items.append(QueryItem(name, value))
    }
  }

  /// The value of the first item of the name.
  package subscript(name: String) -> String? {
    for item in items where item.name == name { return item.value }
    return nil
  }

  /// The values of all items of the name, in order.
  package func all(_ name: String) -> [String] {
    items.filter { $0.name == name }.map(\.value)
  }

  package mutating func append(_ name: String, _ value: String) {
    items.append(QueryItem(name, value))
  }
}

extension QueryItems: CustomStringConvertible {
  /// The encoded text: letters, digits and `*-._` as they are, the space as `+`.
  package var description: String {
    var bytes: [UInt8] = []
    for (position, item) in items.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: "&")) }
      Self.append(item.name, to: &bytes)
      bytes.append(UInt8(ascii: "="))
      Self.append(item.value, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0x20: bytes.append(UInt8(ascii: "+"))
      case UInt8(ascii: "*"): bytes.append(byte)
      case UInt8(ascii: "~"): PercentCoding.append(byte, to: &bytes)
      case _ where PercentCoding.isUnreserved(byte): bytes.append(byte)
      default: PercentCoding.append(byte, to: &bytes)
      }
    }
  }
}
