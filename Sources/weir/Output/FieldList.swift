/// Names and values, one below the other.
struct FieldList {
  let fields: [(name: String, value: String)]

  init(_ fields: [(String, String)]) {
    self.fields = fields
  }

  var lines: [String] {
    let width = fields.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
    return fields.map { field in
      TextTable.padded(field.name, to: width) + "  " + TextTable.cell(field.value)
    }
  }
}
