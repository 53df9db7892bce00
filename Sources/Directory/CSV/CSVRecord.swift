/// The fields of one record of a table, in UTF-8.
package struct CSVRecord: Hashable, Sendable {
  /// The first line on which it stands, 1 being the first of the file.
  package let line: Int
  /// The contents of the fields one after the other, quotes resolved.
  private let bytes: [UInt8]
  /// Where each field ends in `bytes`.
  private let ends: [Int]

  init(line: Int, bytes: [UInt8], ends: [Int]) {
    self.line = line
    self.bytes = bytes
    self.ends = ends
  }

  /// The number of fields, at least 1.
  package var count: Int { ends.count }

  /// A field's content; the first is 0.
  package subscript(position: Int) -> ArraySlice<UInt8> {
    bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
  }

  package func text(_ position: Int) -> String {
    String(decoding: self[position], as: UTF8.self)
  }

  package var texts: [String] { ends.indices.map { text($0) } }

  /// The number of the field, 1 being the first, that holds the byte at an offset.
  func column(at offset: Int) -> Int {
    (ends.firstIndex { offset < $0 } ?? ends.count - 1) + 1
  }

  /// Where the first bytes stand that are not UTF-8; nil where all are.
  var firstFault: Int? { FileEncoding.firstFault(in: bytes) }
}
