import Testing

@testable import weir

@Suite struct ManualPageTests {
  private static let page = ProgramRun(["man"]).answer

  @Test func `every command and every option is in the page`() {
    for path in CommandTable(Program.root).entries.dropFirst() {
      #expect(Self.page.contains("\n.SS \(RoffText.inline(path.words))\n"), "\(path.words)")
      for option in path.last?.allOptions ?? [] {
        let item = "\n.B " + RoffText.inline(HelpText.left(option)) + "\n"
        #expect(Self.page.contains(item), "\(path.words) --\(option.name)")
      }
    }
    for setting in Program.root.settings {
      #expect(Self.page.contains("\n.B \(RoffText.inline(setting.variable))\n"))
    }
  }

  @Test(.enabled(if: ShellRun.has("groff"))) func `groff has nothing to say about it`() throws {
    let run = try ShellRun("groff -man -ww -z -Tutf8", Self.page)
    #expect(run.output == "")
    #expect(run.exit == 0)
  }

  @Test(.enabled(if: ShellRun.has("mandoc"))) func `mandoc has nothing to say about it`() throws {
    let run = try ShellRun("mandoc -Tlint -Wwarning", Self.page)
    #expect(run.output == "")
  }

  @Test(.enabled(if: ShellRun.has("man"))) func `man shows it as it was meant`() throws {
    let run = try ShellRun("MANWIDTH=90 LC_ALL=C.UTF-8 man -l", Self.page)
    #expect(run.exit == 0)
    #expect(run.output.contains("weir - an interconnect gateway"))
    #expect(run.output.contains("weir status --watch --limit 5"))
    #expect(run.output.contains("Usage: weir contact show ID [options]"))
  }

  @Test(arguments: [
    ("a-b", "a\\-b"), (".x", "\\&.x"), ("'x'", "\\(aqx\\(aq"), ("\\n", "\\en"), ("é", "\\[u00E9]"),
    ("李", "\\[u674E]"), ("a\nb", "a b"), ("~/x", "\\(ti/x"),
  ]) func `a text is shown as it is`(text: String, roff: String) {
    #expect(RoffText.inline(text) == roff)
  }
}
