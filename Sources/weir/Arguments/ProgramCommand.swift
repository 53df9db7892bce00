/// A command of the program, or a group of them, as data: the parser and the help read it.
struct ProgramCommand: Sendable {
  let name: String
  /// Half a sentence that says what it does.
  let summary: String
  /// What else a person should know, as lines.
  var details: [String] = []
  var operands: [Operand] = []
  var options: [CommandOption] = []
  /// Whole command lines.
  var examples: [String]
  var subcommands: [ProgramCommand] = []
  /// Nil for a group.
  var run: (@Sendable (Invocation, Console) throws -> Void)?

  /// What a command is told by place.
  struct Operand: Sendable {
    let name: String
    let summary: String
    var isOptional = false
    /// Takes all that follows; only the last one may.
    var isRepeatable = false

    /// As it stands in a line that shows how a command is used.
    var usage: String {
      let word = isRepeatable ? "\(name)..." : name
      return isOptional ? "[\(word)]" : word
    }
  }

  /// With what every command has.
  var allOptions: [CommandOption] {
    guard run != nil else { return [.help] }
    let hasSettings = options.contains(where: \.isSetting)
    return options + (hasSettings ? [.configuration] : []) + [.json, .help]
  }

  /// The settings of this command and all under it.
  var settings: [CommandOption] {
    options.filter(\.isSetting) + subcommands.flatMap(\.settings)
  }
}
