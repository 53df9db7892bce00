/// The help of a command, made from what the parser reads too.
struct HelpText {
  let path: [ProgramCommand]

  private static let indent = "  "

  var lines: [String] {
    guard let command = path.last else { return [] }
    var sections = [["\(path.words): \(command.summary)"], ["Usage: \(usage(command))"]]
    sections.append(command.details)
    sections.append(section("Commands", command.subcommands.map { ($0.name, $0.summary) }))
    sections.append(section("Operands", command.operands.map { ($0.name, $0.summary) }))
    sections.append(section("Options", command.allOptions.map { (Self.left($0), Self.right($0)) }))
    let title = command.examples.count == 1 ? "Example:" : "Examples:"
    sections.append(
      command.examples.isEmpty ? [] : [title] + command.examples.map { Self.indent + $0 })
    return Array(sections.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  func usage(_ command: ProgramCommand) -> String {
    guard command.run != nil else { return "\(path.words) COMMAND" }
    let required = command.options.filter(\.isRequired).map { Self.left($0) }
    let operands = command.operands.map(\.usage)
    return ([path.words] + operands + required + ["[options]"]).joined(separator: " ")
  }

  private func section(_ title: String, _ rows: [(left: String, right: String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let width = min(28, rows.map(\.left.count).max() ?? 0)
    var lines = ["\(title):"]
    for row in rows {
      let right = LineWrapping.wrapped(row.right, width: 96 - width)
      let left = Self.indent + row.left
      let margin = String(repeating: " ", count: width + 4)
      if row.left.count > width {
        lines.append(left)
        lines += right.map { margin + $0 }
      } else {
        let gap = String(repeating: " ", count: width + 4 - left.count)
        lines.append(left + gap + (right.first ?? ""))
        lines += right.dropFirst().map { margin + $0 }
      }
    }
    return lines
  }

  static func left(_ option: CommandOption) -> String {
    switch option.form {
    case .flag: "--\(option.name)"
    case .text(let word): "--\(option.name) \(word)"
    case .integer: "--\(option.name) NUMBER"
    case .word(let words): "--\(option.name) \(words.joined(separator: "|"))"
    }
  }

  static func right(_ option: CommandOption) -> String {
    var notes: [String] = []
    if option.isRequired { notes.append("required") }
    if case .integer(let range) = option.form {
      notes.append("\(range.lowerBound) to \(range.upperBound)")
    }
    if let standard = option.standard { notes.append("without it: \(standard)") }
    if option.isSetting { notes.append(option.variable) }
    if option.isRepeatable { notes.append("may be repeated") }
    return option.summary + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
  }
}

/// Breaks a text into lines at its spaces.
enum LineWrapping {
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
