import Directory
import Wire

/// Tells of rows that were refused: the first ones at once, all in a file.
final class RefusedRows {
  private let path: String
  private let columns: ColumnMap?
  private let console: Console
  private var file: ReportFile?
  private(set) var count = 0

  /// Rows that are told one by one.
  private static let told = 20

  /// What the report is written to, from the first refused row on.
  private final class ReportFile {
    let file: FileWriting

    init(_ path: String) throws(CommandFailure) {
      file = try FileWriting(path)
    }
  }

  /// `columns` say in which column a field stands; nil where the file has none.
  init(path: String, columns: ColumnMap?, on console: Console) {
    self.path = path
    self.columns = columns
    self.console = console
  }

  /// The file, once there is one.
  var report: String? { count > 0 ? path : nil }

  /// A record that was not sent: one entry for each of its faults.
  func add(_ record: BadRecord) throws {
    for (position, fault) in record.faults.enumerated() {
      try add(
        line: fault.line, column: fault.column, field: fault.field, fault.reason,
        isFirst: position == 0)
    }
  }

  /// A row that the gateway refused: one entry for each of its faults.
  func add(_ refusal: JSON, line: Int) throws {
    let errors = refusal["errors"]?.array ?? []
    let faults = errors.isEmpty ? [refusal] : errors
    for (position, fault) in faults.enumerated() {
      let tokens = fault["pointer"]?.string.flatMap { JSONPointer(parsing: $0) }?.tokens ?? []
      let column = tokens.first.flatMap { columns?.column(of: $0) }
      let field = tokens.isEmpty ? nil : tokens.joined(separator: "/")
      try add(
        line: line, column: column?.number, field: field, fault["detail"]?.string ?? "",
        isFirst: position == 0)
    }
  }

  private func add(
    line: Int, column: Int?, field: String?, _ reason: String, isFirst: Bool = true
  ) throws {
    if isFirst { count += 1 }
    var place = "line \(line)"
    if let column { place += ", column \(column)" }
    if let field { place += " (\(field))" }
    if count <= Self.told { console.tell("\(place): \(reason)") }
    if count == Self.told + 1, isFirst { console.tell("further refused rows are in \(path)") }
    var entry: JSONObject = ["line": .integer(Int64(line))]
    entry["column"] = column.map { .integer(Int64($0)) } ?? .null
    entry["field"] = field.map { .string($0) } ?? .null
    entry["reason"] = .string(reason)
    let report = try file ?? ReportFile(path)
    file = report
    try report.file.write(JSON.object(entry).bytes + [0x0A])
  }
}
