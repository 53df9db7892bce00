import Testing

@testable import weir

@Suite struct InvocationTests {
  static let command = ProgramCommand(
    name: "go", summary: "",
    options: [
      CommandOption("store", .text("FILE"), "the store", standard: "weir.db", isSetting: true),
      CommandOption("threads", .integer(1...9), "threads", isSetting: true),
      CommandOption(
        "allow-egress", .text("NETWORK"), "networks", isSetting: true, isRepeatable: true),
      CommandOption("plain", .text("TEXT"), "no setting"),
    ], examples: []
  ) { _, _ in }

  private func told(
    _ values: [String: [String]] = [:], environment: [String: String] = [:], file: String? = nil
  ) throws -> Invocation {
    var environment = environment
    if file != nil { environment["WEIR_CONFIG"] = "settings.json" }
    let variables = environment
    return try Invocation(
      Self.command, ArgumentParser.Given(values: values), known: Self.command.settings,
      in: Invocation.Surroundings(
        environment: { variables[$0] },
        file: { path throws(UsageError) in
          guard let file, path == "settings.json" else { throw UsageError("no file \(path)") }
          return Array(file.utf8)
        }))
  }

  @Test func `the command line wins over the variable, it over the file, it over the standard`()
    throws
  {
    let file = #"{"store": "file.db", "threads": 3}"#
    let variable = ["WEIR_STORE": "variable.db"]
    #expect(try told()["store"] == "weir.db")
    #expect(try told(file: file)["store"] == "file.db")
    #expect(try told(environment: variable, file: file)["store"] == "variable.db")
    let flag = try told(["store": ["flag.db"]], environment: variable, file: file)
    #expect(flag["store"] == "flag.db")
    #expect(flag.integer("threads") == 3)
  }

  @Test func `the file is found by the option too, which wins`() throws {
    #expect(throws: UsageError("no file other.json")) {
      try told(["config": ["other.json"]], file: "{}")
    }
  }

  @Test func `an empty variable says nothing`() throws {
    #expect(try told(environment: ["WEIR_STORE": ""])["store"] == "weir.db")
  }

  @Test func `a repeated setting is a list in the file and has commas in the variable`() throws {
    let file = #"{"allow_egress": ["10.0.0.0/8", "::1"]}"#
    #expect(try told(file: file).all("allow-egress") == ["10.0.0.0/8", "::1"])
    let variable = try told(environment: ["WEIR_ALLOW_EGRESS": "10.0.0.0/8,::1"])
    #expect(variable.all("allow-egress") == ["10.0.0.0/8", "::1"])
  }

  @Test func `what is no setting has no variable and no member`() throws {
    #expect(try told(environment: ["WEIR_PLAIN": "x"])["plain"] == nil)
    #expect(throws: UsageError.self) { try told(file: #"{"plain": "x"}"#) }
  }

  @Test(arguments: [
    (
      #"{"strore": "x"}"#,
      "settings.json has a member strore that is no setting; did you mean store?"
    ),
    (
      #"{"zzz": 1}"#,
      "settings.json has a member zzz that is no setting; known are allow_egress, store, threads"
    ),
    (#"{"threads": 10}"#, "threads in settings.json must be a whole number from 1 to 9"),
    (
      #"{"store": {}}"#, "store in settings.json must be a text, a number or a boolean"
    ),
    (
      #"["store"]"#, #"settings.json must hold a JSON object, such as {"store": "weir.db"}"#
    ),
  ]) func `a file that cannot be followed is an error`(file: String, text: String) {
    #expect(throws: UsageError(text)) { try told(file: file) }
  }

  @Test func `a file that is not JSON is an error`() {
    #expect(throws: UsageError.self) { try told(file: "store = x") }
  }

  @Test func `a variable out of range is an error`() {
    #expect(throws: UsageError("WEIR_THREADS must be a whole number from 1 to 9")) {
      try told(environment: ["WEIR_THREADS": "none"])
    }
  }
}
