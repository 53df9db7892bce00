/// The parts of a cell that holds several values.
///
/// A backslash takes the meaning from the byte behind it; blanks around a part do not count unless
/// they stand behind one; parts without anything in them do not count either.
struct ListCell {
  /// A byte, with a bit above it that says that it stood behind a backslash.
  typealias MarkedByte = UInt16

  private static let marked: MarkedByte = 0x100
  private static let backslash = MarkedByte(UInt8(ascii: "\\"))
  private static let blank = MarkedByte(UInt8(ascii: " "))

  private let bytes: ArraySlice<MarkedByte>

  /// The parts between separators.
  static func parts(of cell: ArraySlice<UInt8>) -> [ListCell] {
    let whole = ListCell(bytes: Self.marked(cell)[...])
    return whole.bytes.split(separator: MarkedByte(UInt8(ascii: ";")))
      .map { ListCell(bytes: $0).trimmed }.filter { !$0.bytes.isEmpty }
  }

  var text: String {
    String(decoding: bytes.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
  }

  /// What stands before and behind the first of a mark; nil where there is none.
  func halves(at mark: Unicode.Scalar) -> (before: ListCell, behind: ListCell)? {
    guard let place = bytes.firstIndex(of: MarkedByte(UInt8(ascii: mark))) else { return nil }
    return (
      ListCell(bytes: bytes[..<place]).trimmed, ListCell(bytes: bytes[(place + 1)...]).trimmed
    )
  }

  /// A text as a part of a cell that reads as the same text; `marks` are those that would divide it.
  static func escaped(_ text: String, _ marks: String = "") -> String {
    let special = Set((marks + ";\\").utf8)
    let count = text.utf8.count
    let blank = UInt8(ascii: " ")
    var bytes: [UInt8] = []
    for (position, byte) in text.utf8.enumerated() {
      let isEdge = byte == blank && (position == 0 || position == count - 1)
      if special.contains(byte) || isEdge { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func marked(_ cell: ArraySlice<UInt8>) -> [MarkedByte] {
    var result: [MarkedByte] = []
    result.reserveCapacity(cell.count)
    var isBehindBackslash = false
    for byte in cell {
      let plain = MarkedByte(byte)
      if isBehindBackslash {
        result.append(plain | marked)
        isBehindBackslash = false
      } else if plain == backslash {
        isBehindBackslash = true
      } else {
        result.append(plain)
      }
    }
    // At the end there is nothing that it could stand before.
    if isBehindBackslash { result.append(backslash | marked) }
    return result
  }

  private var trimmed: ListCell {
    var rest = bytes.drop { $0 == Self.blank }
    while rest.last == Self.blank { rest.removeLast() }
    return ListCell(bytes: rest)
  }
}
