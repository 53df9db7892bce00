import Wire

/// Shows figures to a person, and writes them for programs.
struct Report {
  private(set) var figures: [Figure] = []
  private(set) var failures: [String] = []

  var isClean: Bool { failures.isEmpty && !figures.contains { $0.isMet == false } }

  mutating func add(_ new: [Figure]) {
    figures += new
  }

  mutating func add(failure: String) {
    failures.append(failure)
  }

  private static let heads = ["name", "figure", "limit", "ratio", "target", "", "limited by"]

  /// The table with its columns lined up.
  var table: String {
    let rows = [Self.heads] + figures.map(Self.cells)
    let widths = Self.heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = row.indices.map { column in
        let isLast = column == row.count - 1
        let isNumber = (1...3).contains(column)
        return isLast
          ? row[column] : Text.padded(row[column], to: widths[column], left: isNumber)
      }
      return cells.joined(separator: "  ")
    }
    return (lines + failures.map { "NOT MEASURED  \($0)" }).joined(separator: "\n")
  }

  private static func cells(_ figure: Figure) -> [String] {
    [
      figure.name, "\(Text.number(figure.figure)) \(figure.unit)",
      figure.limit.map(Text.number) ?? "", figure.ratio.map(Text.number) ?? "", figure.target,
      figure.isMet.map { $0 ? "met" : "MISSED" } ?? "", figure.limitName,
    ]
  }

  /// An array of objects, one for each figure.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for figure in figures { write(figure, to: &writer) }
    writer.endArray()
    return writer.finish()
  }

  private func write(_ figure: Figure, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("name")
    writer.string(figure.name)
    writer.key("figure")
    writer.number(figure.figure)
    writer.key("unit")
    writer.string(figure.unit)
    writer.key("limit_name")
    writer.string(figure.limitName)
    writer.key("limit")
    if let limit = figure.limit { writer.number(limit) } else { writer.null() }
    writer.key("ratio")
    if let ratio = figure.ratio { writer.number(ratio) } else { writer.null() }
    writer.key("target")
    writer.string(figure.target)
    writer.key("met")
    if let isMet = figure.isMet { writer.bool(isMet) } else { writer.null() }
    writer.endObject()
  }
}
