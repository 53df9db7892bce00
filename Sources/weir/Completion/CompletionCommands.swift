import Wire

/// `weir completion`: scripts by which shells complete command lines.
enum CompletionCommands {
  static let command: ProgramCommand = .init(
    name: "completion", summary: "print a script by which a shell completes command lines",
    examples: ["weir completion bash", "weir completion zsh"], subcommands: [bash, zsh])

  private static let bash: ProgramCommand = .init(
    name: "bash", summary: "the script for bash",
    details: [
      "For this shell: source <(weir completion bash). For every new one: write it to",
      "~/.local/share/bash-completion/completions/weir.",
    ], examples: ["weir completion bash"]
  ) { told, console in
    show(BashCompletion(root: Program.root).script, of: "bash", told, console)
  }

  private static let zsh: ProgramCommand = .init(
    name: "zsh", summary: "the script for zsh",
    details: [
      "For this shell: source <(weir completion zsh). For every new one: write it to a file _weir",
      "in a folder of $fpath.",
    ], examples: ["weir completion zsh"]
  ) { told, console in
    show(ZshCompletion(root: Program.root).script, of: "zsh", told, console)
  }

  private static func show(
    _ script: String, of shell: String, _ told: Invocation, _ console: Console
  ) {
    guard told.wantsJSON else { return console.say(script) }
    console.say(["shell": .string(shell), "script": .string(script)])
  }
}
