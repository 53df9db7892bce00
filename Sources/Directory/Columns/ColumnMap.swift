import Wire

/// Which column of a table is which field of a row.
package struct ColumnMap: Hashable, Sendable {
  private let columns: [Column]
  private let width: Int
  private let kind: RowKind

  private struct Column: Hashable, Sendable {
    let position: Int
    let title: String
    let field: RowField
  }

  /// Reads a header.
  ///
  /// Titles are compared without regard to case and to blanks around them; `nearest` finds what
  /// somebody meant who mistyped a name. Throws for a column that is no field, for two of one field,
  /// and where a field that says which record is meant has none.
  package init(
    header: CSVRecord, kind: RowKind, renames: [ColumnRename],
    nearest: (String, [String]) -> String?
  ) throws(FileFault) {
    var columns: [Column] = []
    for (position, text) in header.texts.enumerated() {
      let title = Self.normal(text)
      let rename = renames.first { Self.normal($0.column) == title }
      if let rename, rename.field == nil { continue }
      guard let field = kind.field(rename?.field ?? title) else {
        throw Self.unknown(text, rename?.field, header.line, position, kind, nearest)
      }
      if let other = columns.first(where: { $0.field == field }) {
        // A `--map` means all columns of a title.
        let way =
          Self.normal(other.title) == title
          ? "give one of the two another title in the file"
          : "pass one over with `--map \"\(text)=-\"`"
        throw FileFault(
          line: header.line, column: position + 1,
          "\"\(text)\" is `\(field.name)`, which column \(other.position + 1) is already; \(way)")
      }
      columns.append(Column(position: position, title: text, field: field))
    }
    try Self.requireKeys(of: kind, among: columns, header.line)
    self.columns = columns
    width = header.count
    self.kind = kind
  }

  /// The row as the text of a JSON object.
  ///
  /// A cell that is not in the form of its column takes all of the record; what else is wrong with
  /// the values of that record is told with it.
  package func row(of record: CSVRecord) throws(BadRecord) -> [UInt8] {
    guard record.count == width else {
      throw BadRecord(
        FileFault(
          line: record.line,
          "the record has \(record.count) fields and the header \(width);"
            + " a comma too many or too few?"))
    }
    var faults: [FileFault] = []
    var writer = JSONWriter()
    writer.beginObject()
    for column in columns {
      writer.key(column.field.name)
      do throws(CellFault) {
        try column.field.write(record[column.position], to: &writer)
      } catch {
        faults.append(
          FileFault(
            line: record.line, column: column.position + 1, field: column.field.name, error.reason))
        writer.null()
      }
    }
    writer.endObject()
    let text = writer.finish()
    if let first = faults.first {
      throw BadRecord(first, faults.dropFirst() + otherFaults(in: text, line: record.line))
    }
    return text
  }

  /// What is wrong with the values of a row, whatever stands in the store.
  private func otherFaults(in text: [UInt8], line: Int) -> [FileFault] {
    do {
      _ = try ImportRow(try JSON.parse(text), kind)
      return []
    } catch let invalid as InvalidRow {
      return invalid.faults.map { fault in
        let tokens = fault.pointer.tokens
        return FileFault(
          line: line, column: tokens.first.flatMap { column(of: $0)?.number },
          field: tokens.isEmpty ? nil : tokens.joined(separator: "/"), fault.reason)
      }
    } catch {
      return []
    }
  }

  /// The bytes that say which record a row is about, for telling rows apart.
  package func key(of record: CSVRecord, _ kind: RowKind) -> [UInt8] {
    guard record.count == width else { return [] }
    let cells = kind.keyFields.compactMap { cell($0, of: record) }
    return Array(cells.joined(separator: [0x1F]))
  }

  /// What `key` gives for the row that this one names as its parent; nil where it names none.
  package func parentKey(of record: CSVRecord, _ kind: RowKind) -> [UInt8]? {
    guard kind.isTree, record.count == width, let parent = cell("parent", of: record),
      !parent.isEmpty
    else { return nil }
    let scope = kind.keyFields.dropLast().compactMap { cell($0, of: record) }
    return Array((scope + [parent]).joined(separator: [0x1F]))
  }

  private func cell(_ field: String, of record: CSVRecord) -> ArraySlice<UInt8>? {
    columns.first { $0.field.name == field }.map { record[$0.position] }
  }

  /// The number, 1 being the first, and the title of the column of a field.
  package func column(of field: String) -> (number: Int, title: String)? {
    columns.first { $0.field.name == field }.map { ($0.position + 1, $0.title) }
  }

  private static func normal(_ title: String) -> String {
    var text = Substring(title)
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text.lowercased()
  }

  private static func unknown(
    _ title: String, _ renamed: String?, _ line: Int, _ position: Int, _ kind: RowKind,
    _ nearest: (String, [String]) -> String?
  ) -> FileFault {
    let names = kind.fields.map(\.name)
    let hint = nearest(renamed ?? title.lowercased(), names).map { "did you mean `\($0)`? " } ?? ""
    let reason =
      renamed.map { "`--map \(title)=\($0)` names no field of \(kind.rawValue); " }
      ?? "\"\(title)\" is no field of \(kind.rawValue); "
    return FileFault(
      line: line, column: position + 1,
      reason + hint + "there are \(names.joined(separator: ", ")); name one with `--map"
        + " COLUMN=FIELD`, or pass the column over with `--map COLUMN=-`")
  }

  private static func requireKeys(
    of kind: RowKind, among columns: [Column], _ line: Int
  ) throws(FileFault) {
    for name in kind.keyFields where !columns.contains(where: { $0.field.name == name }) {
      throw FileFault(
        line: line,
        "the file has no column `\(name)`, by which records are found; if it has another name, say"
          + " `--map COLUMN=\(name)`")
    }
  }
}
