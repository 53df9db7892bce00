/// Rows under a heading, in columns that line up in any script.
struct TextTable {
  let heading: [String]
  let rows: [[String]]

  /// What stands in a cell without a value.
  static let nothing = "-"

  var lines: [String] {
    let all = [heading.map { $0.uppercased() }] + rows.map { $0.map(Self.cell) }
    let widths = heading.indices.map { column in
      all.map { column < $0.count ? DisplayWidth.columns(of: $0[column]) : 0 }.max() ?? 0
    }
    return all.map { row in
      let padded = row.enumerated().map { column, text in
        column == row.count - 1 ? text : Self.padded(text, to: widths[column])
      }
      return padded.joined(separator: "  ")
    }
  }

  /// The text with blanks up to so many columns.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.columns(of: text)))
  }

  /// The text up to so many columns; what is left out is told by its last character.
  static func cut(_ text: String, to limit: Int) -> String {
    guard DisplayWidth.columns(of: text) > limit else { return text }
    var kept = ""
    var columns = 1
    for character in text {
      columns += DisplayWidth.columns(of: character)
      guard columns <= limit else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// A cell is one line: what would move the cursor elsewhere is made visible.
  static func cell(_ text: String) -> String {
    guard !text.isEmpty else { return nothing }
    return String(text.map { character in character.isControl ? "\u{FFFD}" : character })
  }
}

extension Character {
  /// Control characters could rewrite what a terminal shows.
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
