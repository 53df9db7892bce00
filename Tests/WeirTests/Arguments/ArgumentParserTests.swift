import Testing

@testable import weir

@Suite struct ArgumentParserTests {
  static let leaf = ProgramCommand(
    name: "make", summary: "make one", operands: [.init(name: "NAME", summary: "its name")],
    options: [
      CommandOption("size", .integer(1...9), "how large"),
      CommandOption("tag", .text("TAG"), "a word", isRepeatable: true),
      CommandOption("kind", .word(["one", "two"]), "which"),
      CommandOption("loud", .flag, "aloud"),
    ], examples: []
  ) { _, _ in }
  static let root = ProgramCommand(
    name: "weir", summary: "", examples: [],
    subcommands: [ProgramCommand(name: "thing", summary: "", examples: [], subcommands: [leaf])])

  private func parse(_ line: String) throws -> ArgumentParser.Request {
    try ArgumentParser(root: Self.root).parse(line.split(separator: " ").map(String.init))
  }

  private func given(_ line: String) throws -> ArgumentParser.Given {
    guard case .run(_, let given) = try parse(line) else { throw UsageError("only help") }
    return given
  }

  @Test(arguments: [
    "thing make a --size 3 --loud", "thing make --size=3 a --loud", "thing make --loud --size 3 a",
  ]) func `options stand anywhere after the command`(line: String) throws {
    let given = try given(line)
    #expect(given.operands == ["a"])
    #expect(given.values == ["size": ["3"], "loud": ["true"]])
  }

  @Test func `a repeated option keeps its order`() throws {
    #expect(try given("thing make a --tag x --tag=y --tag z").values["tag"] == ["x", "y", "z"])
  }

  @Test func `a value may be empty or have equals signs in it`() throws {
    #expect(try given("thing make a --tag= --tag b=c").values["tag"] == ["", "b=c"])
  }

  @Test func `two dashes end the options`() throws {
    #expect(try given("thing make -- --loud").operands == ["--loud"])
  }

  @Test func `one dash is an operand`() throws {
    #expect(try given("thing make -").operands == ["-"])
  }

  @Test(arguments: [
    ("thing mak a", "there is no command `weir thing mak`; did you mean `weir thing make`?"),
    ("thign make a", "there is no command `weir thign`; did you mean `weir thing`?"),
    ("thing xyzzy", "there is no command `weir thing xyzzy`; see `weir thing --help`"),
    ("thing", "`weir thing` needs a command: make; see `weir thing --help`"),
    ("thing make", "`weir thing make` needs NAME: its name; see `weir thing make --help`"),
    ("thing make a b", "`weir thing make` does not take \"b\"; see `weir thing make --help`"),
    ("thing make a --sise 3", "`weir thing make` has no option --sise; did you mean --size?"),
    ("thing make a --zzz", "`weir thing make` has no option --zzz; see `weir thing make --help`"),
    ("thing make a -s 3", "`weir thing make` has no option -s; see `weir thing make --help`"),
    ("thing make a --size", "--size needs a value; see `weir thing make --help`"),
    ("thing make a --size 10", "--size must be a whole number from 1 to 9, not \"10\""),
    ("thing make a --size x", "--size must be a whole number from 1 to 9, not \"x\""),
    ("thing make a --kind six", "--kind must be one of one, two, not \"six\""),
    ("thing make a --kind tow", "--kind must be one of one, two, not \"tow\"; did you mean two?"),
    ("thing make a --kind=One", "--kind must be one of one, two, not \"One\"; did you mean one?"),
    ("thing make a --kind ", "--kind needs a value; see `weir thing make --help`"),
    ("help thing mkae", "there is no command `weir thing mkae`; did you mean `weir thing make`?"),
    ("thing make a --LOUD", "`weir thing make` has no option --LOUD; did you mean --loud?"),
    ("thing make a --tga=x", "`weir thing make` has no option --tga; did you mean --tag?"),
    ("thing make a --hlep", "`weir thing make` has no option --hlep; did you mean --help?"),
    ("thing --hlep", "`weir thing` has no option --hlep; did you mean --help?"),
    ("thing make a --size 1 --size 2", "--size is given twice; give it once"),
    ("thing make a --loud=true", "--loud stands without a value; write --loud alone"),
    ("--json thing", "`weir` has no option --json; see `weir --help`"),
  ]) func `what cannot be meant is said with what can`(line: String, text: String) {
    #expect(throws: UsageError(text)) { try parse(line) }
  }

  @Test(arguments: [
    ("", "weir"), ("--help", "weir"), ("help", "weir"), ("-h", "weir"),
    ("thing --help", "weir thing"),
    ("help thing", "weir thing"), ("help thing make", "weir thing make"),
    ("thing make --help", "weir thing make"), ("thing make a --size 1 -h", "weir thing make"),
  ]) func `help is given at every level`(line: String, words: String) throws {
    guard case .help(let path) = try parse(line) else {
      Issue.record("\(line) asks for help")
      return
    }
    #expect(path.words == words)
  }
}
