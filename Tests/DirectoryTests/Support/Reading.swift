import Directory

/// Everything that a table comes to, its bytes given in chunks of one size.
func csv(_ bytes: [UInt8], chunk: Int = 7) -> [CSVReader.Item] {
  var reader = CSVReader()
  var items: [CSVReader.Item] = []
  for start in stride(from: 0, to: bytes.count, by: chunk) {
    reader.read(Array(bytes[start..<min(start + chunk, bytes.count)])) { items.append($0) }
  }
  reader.finish { items.append($0) }
  return items
}

func csv(_ text: String, chunk: Int = 7) -> [CSVReader.Item] {
  csv(Array(text.utf8), chunk: chunk)
}

func ndjson(_ bytes: [UInt8], chunk: Int = 7) -> [NDJSONReader.Item] {
  var reader = NDJSONReader()
  var items: [NDJSONReader.Item] = []
  for start in stride(from: 0, to: bytes.count, by: chunk) {
    reader.read(Array(bytes[start..<min(start + chunk, bytes.count)])) { items.append($0) }
  }
  reader.finish { items.append($0) }
  return items
}

extension CSVReader.Item {
  /// The texts of a record, or the fault as text.
  var shown: [String] {
    switch self {
    case .record(let record): record.texts
    case .fault(let fault): ["\(fault)"]
    }
  }

  var line: Int {
    switch self {
    case .record(let record): record.line
    case .fault(let fault): fault.line
    }
  }
}

extension NDJSONReader.Item {
  var line: Int {
    switch self {
    case .line(let number, _): number
    case .fault(let fault): fault.line
    }
  }
}
