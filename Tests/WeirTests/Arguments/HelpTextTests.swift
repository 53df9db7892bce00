import Testing

@testable import weir

@Suite struct HelpTextTests {
  @Test func `help says how to call a command, with what, and gives an example`() {
    let run = ProgramRun(["verify", "--help"])
    #expect(run.exit == .done)
    #expect(
      run.answer == """
        weir verify: check the journal's chain of hashes and every version in it

        Usage: weir verify [options]

        Prints the hash of the newest entry. Keep it elsewhere: given back with --head, it shows a
        chain that was rewritten from the start, which no look at the store alone can show.
        A store that is served is read as it stood when the command began; until it ends, the
        store's log grows.

        Options:
          --store FILE     the store (without it: weir.db; WEIR_STORE)
          --head HASH      a hash of before that the chain must pass through
          --enterprise ID  only this enterprise, by id or name (without it: all)
          --config FILE    read settings from this JSON file, or from the one that WEIR_CONFIG names
          --json           answer in JSON, for machines
          --help           show this help

        Examples:
          weir verify --store weir.db
          weir verify --enterprise "Example Motors" --head 9f86d081884c7d65...

        """)
  }

  /// Every command with the words that lead to it.
  static let commands: [[String]] = paths(of: Program.root, under: [])

  private static func paths(of command: ProgramCommand, under path: [String]) -> [[String]] {
    [path] + command.subcommands.flatMap { paths(of: $0, under: path + [$0.name]) }
  }

  @Test(arguments: commands) func `every command has help with an example that it understands`(
    path: [String]
  ) throws {
    let run = ProgramRun(path + ["--help"])
    #expect(run.exit == .done)
    let examples = run.answer.split(separator: "\n").drop { !$0.hasPrefix("Example") }.dropFirst()
    try #require(!examples.isEmpty)
    for example in examples {
      let words = Self.words(of: String(example)).dropFirst()
      #expect(throws: Never.self) {
        try ArgumentParser(root: Program.root).parse(Array(words))
      }
    }
  }

  @Test(arguments: commands) func `help fits a line of a hundred columns`(path: [String]) {
    let lines = ProgramRun(path + ["--help"]).answer.split(separator: "\n")
    #expect(lines.filter { $0.count > 100 && !$0.contains("  weir ") } == [])
  }

  @Test func `names of commands and options are told once only`() {
    for command in Self.leaves(of: Program.root) {
      let names = command.allOptions.map(\.name)
      #expect(Set(names).count == names.count, "\(command.name)")
    }
  }

  private static func leaves(of command: ProgramCommand) -> [ProgramCommand] {
    command.subcommands.isEmpty ? [command] : command.subcommands.flatMap(leaves)
  }

  /// Splits at blanks outside quotation marks, as a shell does.
  private static func words(of line: String) -> [String] {
    var words: [String] = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == " ", !isQuoted {
        words.append("")
      } else {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}
