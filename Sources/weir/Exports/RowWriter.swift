import Directory
import Wire

/// Writes rows in one of the formats that an import reads.
struct RowWriter {
  private let fields: [RowField]
  private var output: Output

  private enum Output {
    case csv(CSVWriter)
    case ndjson([UInt8])
  }

  /// A table begins with its header.
  init(_ kind: RowKind, _ format: RowFile.Format) {
    fields = kind.fields
    switch format {
    case .ndjson: output = .ndjson([])
    case .csv:
      var writer = CSVWriter()
      writer.record(fields.map(\.name))
      output = .csv(writer)
    }
  }

  mutating func write(_ row: JSONObject) {
    switch output {
    case .csv(var writer):
      output = .ndjson([])
      writer.record(fields.map { $0.cell(of: row[$0.name] ?? .null) })
      output = .csv(writer)
    case .ndjson(var bytes):
      output = .ndjson([])
      bytes += JSON.object(row).bytes
      bytes.append(UInt8(ascii: "\n"))
      output = .ndjson(bytes)
    }
  }

  /// What was written since the last time.
  mutating func take() -> [UInt8] {
    switch output {
    case .csv(var writer):
      let bytes = writer.take()
      output = .csv(writer)
      return bytes
    case .ndjson(let bytes):
      output = .ndjson([])
      return bytes
    }
  }
}
