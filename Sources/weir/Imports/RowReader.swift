import Directory
import Wire

/// Makes rows of the text of a file as it comes.
struct RowReader {
  let kind: RowKind
  let renames: [ColumnRename]
  private var source: Source
  /// What the header says, once it was read.
  private(set) var columns: ColumnMap?

  private enum Source {
    case csv(CSVReader)
    case ndjson(NDJSONReader)
  }

  init(kind: RowKind, renames: [ColumnRename], format: RowFile.Format) {
    self.kind = kind
    self.renames = renames
    source =
      switch format {
      case .csv: .csv(CSVReader())
      case .ndjson: .ndjson(NDJSONReader())
      }
  }

  mutating func read(_ text: [UInt8], each: (RowFile.Item) throws -> Void) throws {
    switch source {
    case .csv(var reader):
      // Held here alone while it reads, so that its buffers are not copied.
      source = .csv(CSVReader())
      try reader.read(text) { try take($0, each) }
      source = .csv(reader)
    case .ndjson(var reader):
      source = .ndjson(NDJSONReader())
      try reader.read(text) { try take($0, each) }
      source = .ndjson(reader)
    }
  }

  mutating func finish(each: (RowFile.Item) throws -> Void) throws {
    switch source {
    case .csv(var reader):
      try reader.finish { try take($0, each) }
      guard columns != nil else {
        throw CommandFailure("the file is empty; its first line must name the columns")
      }
    case .ndjson(var reader): try reader.finish { try take($0, each) }
    }
  }

  private mutating func take(
    _ item: CSVReader.Item, _ each: (RowFile.Item) throws -> Void
  ) throws {
    switch (item, columns) {
    case (.fault(let fault), nil):
      throw CommandFailure("the header cannot be read: \(fault)")
    case (.fault(let fault), _?): try each(.faults(BadRecord(fault)))
    case (.record(let record), nil):
      do throws(FileFault) {
        columns = try ColumnMap(
          header: record, kind: kind, renames: renames, nearest: NearestName.of)
      } catch {
        throw CommandFailure("the header cannot be used: \(error)")
      }
    case (.record(let record), let columns?): try each(Self.item(of: record, columns, kind))
    }
  }

  private static func item(
    of record: CSVRecord, _ columns: ColumnMap, _ kind: RowKind
  ) -> RowFile.Item {
    do throws(BadRecord) {
      let text = try columns.row(of: record)
      let parent = columns.parentKey(of: record, kind)
      return .row(
        RowFile.Row(
          line: record.line, text: text, key: hash(columns.key(of: record, kind)),
          parentKey: parent.map(hash)))
    } catch {
      return .faults(error)
    }
  }

  private mutating func take(
    _ item: NDJSONReader.Item, _ each: (RowFile.Item) throws -> Void
  ) throws {
    switch item {
    case .fault(let fault): try each(.faults(BadRecord(fault)))
    case .line(let line, let text): try each(row(line, text))
    }
  }

  private func row(_ line: Int, _ text: [UInt8]) -> RowFile.Item {
    let value: JSON
    do throws(JSONError) {
      value = try JSON.parse(text)
    } catch {
      return .faults(BadRecord(FileFault(line: line, column: error.column, "\(error.reason)")))
    }
    guard let object = value.object else {
      return .faults(
        BadRecord(FileFault(line: line, "must be a JSON object, with one member per field")))
    }
    let renamed = renames.isEmpty ? object : renaming(object)
    let parts = kind.keyFields.map { Array((renamed[$0]?.string ?? "").utf8) }
    let parent = renamed["parent"]?.string.map { name in
      Self.hash(Array((parts.dropLast() + [Array(name.utf8)]).joined(separator: [0x1F])))
    }
    return .row(
      RowFile.Row(
        line: line, text: renames.isEmpty ? text : JSON.object(renamed).bytes,
        key: Self.hash(Array(parts.joined(separator: [0x1F]))),
        parentKey: parent))
  }

  private func renaming(_ object: JSONObject) -> JSONObject {
    var result = JSONObject(capacity: object.count)
    for member in object {
      guard let rename = renames.first(where: { $0.column == member.name }) else {
        result[member.name] = member.value
        continue
      }
      if let field = rename.field { result[field] = member.value }
    }
    return result
  }

  /// 64 bits under a key of this process: rows of a million differ in them but for a chance of one
  /// to thirty million.
  static func hash(_ key: [UInt8]) -> Int {
    var hasher = Hasher()
    unsafe key.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
