import Testing

@testable import weir

@Suite struct ZshCompletionTests {
  private static let script = ProgramRun(["completion", "zsh"]).answer

  @Test func `every command and every option is in the script with what it says`() {
    for path in CommandTable(Program.root).entries {
      for option in path.last?.allOptions ?? [] {
        let star = option.isRepeatable ? "*" : ""
        let item = ShellText.quoted("--\(option.name)\(star):\(option.summary)")
        #expect(Self.script.contains(item), "\(path.words)")
      }
      for command in path.last?.subcommands ?? [] {
        let item = ShellText.quoted("\(command.name):\(command.summary)")
        #expect(Self.script.contains(item), "\(path.words)")
      }
    }
  }

  /// Stands in for zsh's completion system, and says what it was handed.
  private static let standIns = #"""
    compdef() { : }
    compset() { : }
    _files() { print -r -- "<files $*>" }
    compadd() { shift; print -rl -- "$@" }
    _describe() { local name=$4; print -rl -- "${(@)${(@P)name}%%:*}" }

    """#

  @Test(
    .enabled(if: ShellRun.has("zsh")),
    arguments: [
      (["weir", "completion", ""], ["bash", "zsh"]),
      (["weir", "help", "completion", ""], ["bash", "zsh"]),
      (["weir", "endpoint", "change", "crm", "--state", ""], ["active", "paused"]),
      (["weir", "endpoint", "change", "crm", "--state=p"], ["active", "paused"]),
      (["weir", "version", "--"], ["--json", "--help"]),
      (["weir", "version", "--json", "--"], ["--help"]),
      (["weir", "verify", "--store", ""], ["<files >"]),
    ]) func `what can follow is offered`(words: [String], wanted: [String]) throws
  {
    let quoted = words.map { ShellText.quoted($0) }.joined(separator: " ")
    let lines = """
      \(Self.standIns)\(Self.script)
      words=(\(quoted)); CURRENT=\(words.count)
      _weir
      """
    let run = try ShellRun("zsh -f", lines)
    #expect(run.output.split(separator: "\n").map(String.init) == wanted)
  }

  @Test(.enabled(if: ShellRun.has("zsh"))) func `zsh takes the script`() throws {
    let run = try ShellRun("zsh -n", Self.script)
    #expect(run.output == "")
    #expect(run.exit == 0)
  }
}
