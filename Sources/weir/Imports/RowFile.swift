import Directory
import Wire

/// A file of rows, read from its beginning as often as is asked for.
struct RowFile {
  let path: String
  let kind: RowKind
  let format: Format
  let encoding: String?
  let renames: [ColumnRename]

  enum Format: String {
    case csv
    case ndjson

    /// What the end of a file's name says; nil where it says nothing.
    init?(path: String) {
      let name = path.lowercased()
      if name.hasSuffix(".csv") {
        self = .csv
      } else if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
        self = .ndjson
      } else {
        return nil
      }
    }
  }

  enum Item {
    case row(Row)
    case faults(BadRecord)
  }

  /// A row on its way to the gateway.
  struct Row {
    let line: Int
    /// One JSON object without a line feed.
    let text: [UInt8]
    /// Equal for rows on the same record.
    let key: Int
    /// The key of the row's parent; nil where it names none.
    let parentKey: Int?
  }

  /// Gives everything in the file in order; `progress` is told how many bytes have been read.
  ///
  /// Throws where nothing in the file can be read: another header than it must have, and what `each`
  /// throws.
  func read(progress: (Int64) -> Void, each: (Item) throws -> Void) throws {
    let file = try FileReading(path)
    var transcoder = try encoding.map { try Transcoder(from: $0) }
    var reader = RowReader(kind: kind, renames: renames, format: format)
    var count: Int64 = 0
    while true {
      let part = try file.part()
      guard !part.isEmpty else { break }
      count += Int64(part.count)
      let text = transcoder?.text(of: part) ?? part
      try reader.read(text, each: each)
      progress(count)
    }
    try reader.read(transcoder?.end() ?? [], each: each)
    try reader.finish(each: each)
  }

  /// The columns of a table; nil for other files, and where the header cannot be read.
  func columns() throws -> ColumnMap? {
    guard format == .csv else { return nil }
    let file = try FileReading(path)
    var transcoder = try encoding.map { try Transcoder(from: $0) }
    var reader = RowReader(kind: kind, renames: renames, format: format)
    while reader.columns == nil {
      let part = try file.part()
      guard !part.isEmpty else { return nil }
      try reader.read(transcoder?.text(of: part) ?? part) { _ in }
    }
    return reader.columns
  }
}
