/// Every command with the words that lead to it, flat, as completion and the manual read it.
struct CommandTable {
  let entries: [[ProgramCommand]]

  /// Groups come before what is in them.
  init(_ root: ProgramCommand) {
    entries = Self.paths(from: [root])
  }

  private static func paths(from path: [ProgramCommand]) -> [[ProgramCommand]] {
    [path] + (path.last?.subcommands ?? []).flatMap { paths(from: path + [$0]) }
  }
}

/// What can stand in the place of a value or an operand.
enum ValueHint: Hashable {
  case words([String])
  case file
  case folder
  /// What only the person knows.
  case text

  /// Of a placeholder in help, such as `FILE` or `JSON|@FILE|-`.
  init(placeholder: String) {
    self = placeholder.contains("FILE") ? .file : placeholder.contains("FOLDER") ? .folder : .text
  }
}

extension CommandOption {
  /// Nil for a flag, which has no value.
  var hint: ValueHint? {
    switch form {
    case .flag: nil
    case .word(let words): .words(words)
    case .integer: .text
    case .text(let placeholder): ValueHint(placeholder: placeholder)
    }
  }
}

extension ProgramCommand {
  /// What the operands may be: file names if one of them is one.
  var operandHint: ValueHint {
    let hints = operands.map { ValueHint(placeholder: $0.name) }
    return hints.first { $0 != .text } ?? .text
  }
}
