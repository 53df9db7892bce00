import Testing

@testable import weir

@Suite(.enabled(if: ShellRun.has("bash"))) struct BashCompletionTests {
  private static let script = ProgramRun(["completion", "bash"]).answer

  /// What is offered for the last of the words, which bash splits at blanks and equals signs.
  private func offered(_ words: [String]) throws -> [String] {
    let quoted = words.map { ShellText.quoted($0) }.joined(separator: " ")
    let lines = """
      \(Self.script)
      COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1)
      _weir
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try ShellRun("bash", lines)
    #expect(run.exit == 0)
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    (["weir", "contac"], ["contact"]),
    (["weir", "hel"], ["help"]),
    (["weir", "help", "contact", "cr"], ["create"]),
    (["weir", "contact", "sh"], ["show"]),
    (["weir", "contact", "nothing", ""], []),
    (["weir", "--"], ["--help"]),
    (["weir", "status", "--w"], ["--watch"]),
    (["weir", "status", "--watch", "--w"], []),
    (["weir", "status", "--limit", ""], []),
    (["weir", "endpoint", "change", "crm", "--state", ""], ["active", "paused"]),
    (["weir", "endpoint", "change", "crm", "--state", "p"], ["paused"]),
    (["weir", "endpoint", "change", "crm", "--state", "="], ["active", "paused"]),
    (["weir", "endpoint", "change", "crm", "--state", "=", "a"], ["active"]),
    (["weir", "contact", "create", "--phone", "1", "--pho"], ["--phone"]),
    (["weir", "verify", "--store", "/etc/pass"], ["/etc/passwd"]),
    (["weir", "completion", ""], ["bash", "zsh"]),
  ]) func `what can follow is offered`(words: [String], wanted: [String]) throws {
    #expect(try offered(words).filter { $0 != "/etc/passwd-" } == wanted)
  }

  @Test func `every command and every option is offered`() throws {
    for path in CommandTable(Program.root).entries {
      guard let command = path.last else { continue }
      let options = command.allOptions.map { "--\($0.name)" }
      #expect(Set(try offered(path.map(\.name) + ["--"])) == Set(options), "\(path.words)")
      guard command.run == nil else { continue }
      let names = Set(command.subcommands.map(\.name) + (path.count == 1 ? ["help"] : []))
      #expect(Set(try offered(path.map(\.name) + [""])) == names, "\(path.words)")
    }
  }

  @Test func `the script is loaded as its help says`() throws {
    let run = try ShellRun("bash", Self.script + "\ncomplete -p weir\n")
    #expect(run.output == "complete -F _weir weir\n")
  }

  @Test func `machines get the same script`() throws {
    let run = ProgramRun(["completion", "bash", "--json"])
    #expect(run.answer.contains("\"shell\": \"bash\""))
    #expect(run.answer.contains("complete -F _weir weir"))
  }
}

@Suite struct ShellTextTests {
  @Test(arguments: [("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$x`y`", "'$x`y`'")])
  func `a quoted text is one word`(text: String, quoted: String) {
    #expect(ShellText.quoted(text) == quoted)
  }
}
