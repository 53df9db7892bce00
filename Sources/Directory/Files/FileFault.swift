/// What is wrong at one place of a file, and what would be accepted.
package struct FileFault: Error, Hashable, Sendable {
  /// The first line of the record, 1 being the first of the file.
  package let line: Int
  /// In a table the number of the field, in other files that of the character; 1 being the first.
  package let column: Int?
  /// The path of the field within the row, where the record could be read as one.
  package let field: String?
  package let reason: String

  package init(line: Int, column: Int? = nil, field: String? = nil, _ reason: String) {
    self.line = line
    self.column = column
    self.field = field
    self.reason = reason
  }
}

extension FileFault: CustomStringConvertible {
  package var description: String {
    let place = column.map { "line \(line), column \($0)" } ?? "line \(line)"
    return "\(place): \(reason)"
  }
}
