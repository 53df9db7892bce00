/// A command with everything that it was told, by whichever way.
struct Invocation: Sendable {
  private let values: [String: [String]]
  let operands: [String]

  init(values: [String: [String]], operands: [String] = []) {
    self.values = values
    self.operands = operands
  }

  /// The value of an option, or what holds without it.
  subscript(name: String) -> String? { values[name]?.last }

  /// All values of an option that may be repeated.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  func has(_ name: String) -> Bool { values[name] != nil }

  func flag(_ name: String) -> Bool { values[name]?.last == "true" }

  /// The number of an option whose form is `integer`.
  func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// The value of an option that has a standard or is required.
  func text(_ name: String) throws(UsageError) -> String {
    guard let value = self[name] else { throw UsageError("--\(name) is missing; give it") }
    return value
  }

  var wantsJSON: Bool { flag(CommandOption.json.name) }
}

extension Invocation {
  /// What can be asked about the surroundings of the program.
  struct Surroundings: Sendable {
    let environment: @Sendable (String) -> String?
    let file: @Sendable (String) throws(UsageError) -> [UInt8]
  }

  /// Settles each option: the command line over `WEIR_*` over the configuration file over what holds
  /// by itself.
  init(
    _ command: ProgramCommand, _ given: ArgumentParser.Given, known: [CommandOption],
    in surroundings: Surroundings
  ) throws(UsageError) {
    var values = given.values
    let hasSettings = command.options.contains(where: \.isSetting)
    let file = hasSettings ? try Self.file(given, known, surroundings) : nil
    for option in command.options where values[option.name] == nil {
      if option.isSetting {
        values[option.name] =
          try Self.variable(of: option, surroundings) ?? file?.values[option.memberName]
      }
      if values[option.name] == nil, let standard = option.standard {
        values[option.name] = [standard]
      }
      if values[option.name] == nil, option.isRequired {
        let ways = option.isSetting ? "give it, or set \(option.variable)" : "give it"
        throw UsageError("--\(option.name) is missing (\(option.summary)); \(ways)")
      }
    }
    self.init(values: values, operands: given.operands)
  }

  private static func file(
    _ given: ArgumentParser.Given, _ known: [CommandOption], _ surroundings: Surroundings
  ) throws(UsageError) -> SettingsFile? {
    let option = CommandOption.configuration
    let named = given.values[option.name]?.last ?? surroundings.environment(option.variable)
    guard let path = named, !path.isEmpty else { return nil }
    return try SettingsFile(path: path, content: surroundings.file(path), known: known)
  }

  /// The parts of a repeatable one stand between commas; an empty variable says nothing.
  private static func variable(
    of option: CommandOption, _ surroundings: Surroundings
  ) throws(UsageError) -> [String]? {
    guard let text = surroundings.environment(option.variable), !text.isEmpty else { return nil }
    let parts = option.isRepeatable ? text.split(separator: ",").map(String.init) : [text]
    for part in parts {
      guard let problem = option.problem(in: part) else { continue }
      throw UsageError("\(option.variable) \(problem)\(option.suggestion(for: part))")
    }
    return parts
  }
}
