/// The manual of all commands in one page, in the man macros of roff (man(7)).
struct ManualPage {
  let root: ProgramCommand
  let version: String
  /// Of the version, as 2026-11-22.
  let date: String

  /// Options that so many commands share are described once.
  private static let commonLimit = 5

  var text: String {
    let table = CommandTable(root).entries
    let common = Self.common(table)
    var lines = [#".TH \#(root.name.uppercased()) 1 \#(date) "\#(root.name) \#(version)""#]
    lines += [".SH NAME", RoffText.inline("\(root.name) - \(root.summary)")]
    lines += [".SH SYNOPSIS", ".B \(root.name)", ".I COMMAND", "[operands] [options]"]
    lines += [".SH DESCRIPTION"] + root.details.map(RoffText.inline)
    lines += [".SH COMMANDS"] + table.dropFirst().flatMap { section(of: $0, common) }
    lines += [".SH COMMON OPTIONS", "They mean the same wherever a command has them."]
    lines += common.values.sorted { $0.name < $1.name }.flatMap(Self.item)
    lines += [".SH ENVIRONMENT"] + variables(table)
    lines += Self.exitStatus
    lines += [".SH EXAMPLES"] + Self.examples(root)
    return lines.joined(separator: "\n") + "\n"
  }

  /// By how they are described, for two options may share a name.
  private static func common(_ table: [[ProgramCommand]]) -> [String: CommandOption] {
    let options = table.compactMap(\.last).flatMap(\.allOptions)
    let groups = Dictionary(grouping: options, by: description)
    return groups.filter { $0.value.count >= commonLimit }.compactMapValues(\.first)
  }

  private static func description(_ option: CommandOption) -> String {
    HelpText.left(option) + " " + HelpText.right(option)
  }

  private func section(
    of path: [ProgramCommand], _ common: [String: CommandOption]
  ) -> [String] {
    guard let command = path.last else { return [] }
    var lines = [".SS " + RoffText.inline(path.words)]
    lines += [RoffText.inline(RoffText.sentence(command.summary))]
    if !command.details.isEmpty { lines += [".PP"] + command.details.map(RoffText.inline) }
    guard command.run != nil else { return lines }
    lines += [".PP", "Usage: " + RoffText.inline(HelpText(path: path).usage(command))]
    for operand in command.operands {
      lines += [".TP", ".I " + RoffText.inline(operand.name), RoffText.inline(operand.summary)]
    }
    let own = command.allOptions.filter { common[Self.description($0)] == nil }
    lines += own.flatMap(Self.item)
    let others = command.allOptions.filter { common[Self.description($0)] != nil }
    let names = others.map { "--\($0.name)" }.joined(separator: ", ")
    lines += [".PP", RoffText.inline("Common options: \(names).")]
    return lines + [".PP", command.examples.count == 1 ? "Example:" : "Examples:", ".PP"]
      + Self.examples(command)
  }

  private static func item(_ option: CommandOption) -> [String] {
    [
      ".TP", ".B " + RoffText.inline(HelpText.left(option)),
      RoffText.inline(HelpText.right(option)),
    ]
  }

  private static func examples(_ command: ProgramCommand) -> [String] {
    [".nf"] + command.examples.map(RoffText.inline) + [".fi"]
  }

  private func variables(_ table: [[ProgramCommand]]) -> [String] {
    var settings: [String: CommandOption] = [:]
    for option in root.settings + [.configuration] { settings[option.variable] = option }
    return settings.sorted { $0.key < $1.key }.flatMap { variable, option in
      [".TP", ".B " + RoffText.inline(variable), RoffText.inline("as --\(option.name)")]
    }
  }

  private static let exitStatus = [
    ".SH EXIT STATUS", ".TP", "0", "The command did what it was told.", ".TP", "1",
    "It could not; a line on standard error says why.", ".TP", "2",
    "The command line, a variable or the configuration file says nothing that can be done.",
  ]
}

/// Texts within roff.
enum RoffText {
  /// The text as one line that roff shows as it is.
  static func inline(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"": result += "\\(dq"
      case _ where scalar.value < 0x20: result += " "
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += special(scalar)
      }
    }
    // A dot at the start of a line would be a request.
    return result.hasPrefix(".") ? "\\&" + result : result
  }

  /// At least four digits (groff_char(7)).
  private static func special(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }

  /// With a capital letter and a full stop.
  static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }
}
