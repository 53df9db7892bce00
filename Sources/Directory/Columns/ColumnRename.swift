/// Says that a column of a file, or a member of its objects, is meant to be another field.
package struct ColumnRename: Hashable, Sendable {
  package let column: String
  /// Nil where the column is to be passed over.
  package let field: String?

  /// Reads `COLUMN=FIELD`, or `COLUMN=-` for a column that is passed over; nil for other texts.
  ///
  /// The last `=` counts, for a column may have one in its name.
  package init?(_ text: String) {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex else { return nil }
    column = String(text[..<mark])
    let field = text[text.index(after: mark)...]
    guard !field.isEmpty else { return nil }
    self.field = field == "-" ? nil : String(field)
  }
}
