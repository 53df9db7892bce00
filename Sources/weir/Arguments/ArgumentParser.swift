/// Reads a command line against the tree of commands; pure.
struct ArgumentParser {
  let root: ProgramCommand

  /// What a command line asks for.
  enum Request {
    /// The help of a command; the path leads to it from the root.
    case help([ProgramCommand])
    case run([ProgramCommand], Given)
  }

  /// What stands on the command line after the command.
  struct Given: Equatable {
    var values: [String: [String]] = [:]
    var operands: [String] = []
  }

  /// `arguments` come without the program's own name.
  func parse(_ arguments: [String]) throws(UsageError) -> Request {
    var rest = arguments[...]
    let asksForHelp = rest.first == "help"
    if asksForHelp { rest = rest.dropFirst() }
    let path = try command(&rest)
    guard !asksForHelp, path.count > 1 || !rest.isEmpty else { return .help(path) }
    let given = try given(rest, to: path)
    guard given.values[CommandOption.help.name] == nil else { return .help(path) }
    guard !path.isGroup else { throw path.lacksCommand }
    try path.check(given.operands)
    return .run(path, given)
  }

  private func command(
    _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> [ProgramCommand] {
    var path = [root]
    while let group = path.last, group.run == nil, let word = rest.first, !word.hasPrefix("-") {
      guard let next = group.subcommands.first(where: { $0.name == word }) else {
        throw path.unknown(word)
      }
      path.append(next)
      rest = rest.dropFirst()
    }
    return path
  }

  private func given(
    _ arguments: ArraySlice<String>, to path: [ProgramCommand]
  ) throws(UsageError) -> Given {
    var given = Given()
    var rest = arguments
    while let argument = rest.popFirst() {
      if argument == "--" {
        given.operands += rest
        break
      } else if argument == "-h" {
        given.values[CommandOption.help.name] = ["true"]
      } else if argument.hasPrefix("-"), argument != "-" {
        try read(argument, &rest, into: &given, path)
      } else {
        given.operands.append(argument)
      }
    }
    return given
  }

  private func read(
    _ argument: String, _ rest: inout ArraySlice<String>, into given: inout Given,
    _ path: [ProgramCommand]
  ) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let option = path.option(parts[0]) else { throw path.unknownOption(String(parts[0])) }
    let value: String
    if option.form == .flag {
      guard parts.count == 1 else {
        throw UsageError("--\(option.name) stands without a value; write --\(option.name) alone")
      }
      value = "true"
    } else if parts.count == 2 {
      value = String(parts[1])
    } else if let next = rest.popFirst() {
      value = next
    } else {
      throw UsageError("--\(option.name) needs a value; \(path.seeHelp)")
    }
    if let problem = option.problem(in: value) {
      let suggestion = option.suggestion(for: value)
      throw UsageError("--\(option.name) \(problem), not \"\(value)\"\(suggestion)")
    }
    guard option.isRepeatable || option.form == .flag || given.values[option.name] == nil else {
      throw UsageError("--\(option.name) is given twice; give it once")
    }
    given.values[option.name, default: []].append(value)
  }
}

extension [ProgramCommand] {
  /// The words that lead to the command, the program's name first.
  var words: String { map(\.name).joined(separator: " ") }

  var seeHelp: String { "see `\(words) --help`" }

  fileprivate var isGroup: Bool { last?.run == nil }

  fileprivate func option(_ argument: Substring) -> CommandOption? {
    last?.allOptions.first { "--\($0.name)" == argument }
  }

  fileprivate var lacksCommand: UsageError {
    let names = (last?.subcommands ?? []).map(\.name).joined(separator: ", ")
    return UsageError("`\(words)` needs a command: \(names); \(seeHelp)")
  }

  fileprivate func unknown(_ word: String) -> UsageError {
    let names = (last?.subcommands ?? []).map(\.name)
    guard let nearest = NearestName.of(word, among: names) else {
      return UsageError("there is no command `\(words) \(word)`; \(seeHelp)")
    }
    return UsageError(
      "there is no command `\(words) \(word)`; did you mean `\(words) \(nearest)`?")
  }

  fileprivate func unknownOption(_ argument: String) -> UsageError {
    let names = (last?.allOptions ?? []).map { "--\($0.name)" }
    guard let nearest = NearestName.of(argument, among: names) else {
      return UsageError("`\(words)` has no option \(argument); \(seeHelp)")
    }
    return UsageError("`\(words)` has no option \(argument); did you mean \(nearest)?")
  }

  fileprivate func check(_ operands: [String]) throws(UsageError) {
    let known = last?.operands ?? []
    if operands.count > known.count, known.last?.isRepeatable != true {
      throw UsageError("`\(words)` does not take \"\(operands[known.count])\"; \(seeHelp)")
    }
    if let missing = known.dropFirst(operands.count).first(where: { !$0.isOptional }) {
      throw UsageError("`\(words)` needs \(missing.name): \(missing.summary); \(seeHelp)")
    }
  }
}
