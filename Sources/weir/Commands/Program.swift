import Glibc
import Wire

/// The whole program: its commands, and how one of them is run.
struct Program {
  let console: Console
  let surroundings: Invocation.Surroundings

  /// How the program ends.
  enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    /// The command line, a variable or the configuration file says nothing that can be done.
    case usage = 2
  }

  /// Every command there is.
  static let root: ProgramCommand = .init(
    name: "weir", summary: "an interconnect gateway for partner organizations",
    details: [
      "Options win over WEIR_* variables, and these over the file that --config names."
    ],
    examples: [
      "weir init --enterprise \"Example Motors\"", "weir serve", "weir contact create --help",
    ],
    subcommands: [InitCommand.command, ServeCommand.command, StatusCommand.command]
      + Resource.all.map { ResourceCommands(resource: $0).command }
      + [
        ApplyCommand.command, ImportCommand.command, ExportCommand.command, MockCommands.command,
        ViewCommands.command, ExplainCommands.command, ChangesCommand.command, IDCommands.command,
        DemoCommand.command,
        ExampleCommand.command, StagedCommands.command, EnterpriseCommands.command,
        VerifyCommand.command, CompletionCommands.command, ManCommand.command, Version.command,
      ])

  /// Runs what the arguments, which come without the program's own name, ask for.
  func run(_ arguments: [String]) -> ExitCode {
    do {
      let arguments = arguments == ["--version"] ? ["version"] : arguments
      switch try ArgumentParser(root: Self.root).parse(arguments) {
      case .help(let path):
        console.say(HelpText(path: path).lines)
      case .run(let path, let given):
        guard let command = path.last, let run = command.run else { return .usage }
        let told = try Invocation(
          command, given, known: Self.root.settings, in: surroundings)
        try run(told, console)
      }
      return .done
    } catch let error as UsageError {
      console.tell("weir: \(error)")
      return .usage
    } catch {
      console.tell("weir: \(error)")
      return .failed
    }
  }
}
