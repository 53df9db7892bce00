import Directory
import Wire

/// `weir import`: departments, contacts, partners or memberships from a file.
enum ImportCommand {
  static let command = ProgramCommand(
    name: "import", summary: "bring departments, contacts, partners or memberships in from a file",
    details: [
      "A table needs a header; records are found by their code alone. Nothing is removed but with",
      "--complete --expect N: then the file holds all of its kind, in exactly N rows.",
      "A repeat changes only what differs, so it is harmless, also after an interruption.",
      "Refused rows hold up no others; they are told, written to a report, and make the command",
      "fail. What columns there are is in Contracts/files.md.",
    ],
    operands: [.init(name: "FILE", summary: "a file of .csv, or of .ndjson (one object per line)")],
    options: [FileOptions.organization, FileOptions.kind, FileOptions.format] + options
      + APIClient.options,
    examples: [
      "weir import departments.csv", "weir import contacts.csv --map \"Mobile phone=phones\"",
      "weir import staff.csv --kind contacts --encoding gb18030 --dry-run",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static let options: [CommandOption] = [
    CommandOption(
      "map", .text("COLUMN=FIELD"), "what a column with another name is; COLUMN=- passes it over",
      isRepeatable: true),
    CommandOption(
      "encoding", .text("NAME"), "the encoding of a file that is not UTF-8, such as gb18030"),
    CommandOption("dry-run", .flag, "tell what would be done, and do nothing"),
    CommandOption(
      "complete", .flag,
      "remove departments or contacts that the file does not mention; with --expect"),
    CommandOption(
      "expect", .integer(1...1_000_000_000),
      "how many rows a complete file has; with any other number nothing is done"),
    CommandOption(
      "from-line", .integer(1...1_000_000_000), "go on from this line of the file", standard: "1"),
    CommandOption(
      "report", .text("REPORT"),
      "where refused rows are told, one JSON object per line (without it: FILE.refused.ndjson)"),
  ]

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let file = try file(told)
    let isDryRun = told.flag("dry-run")
    let complete = try complete(told, file)
    let refused = RefusedRows(
      path: told["report"] ?? file.path + ".refused.ndjson", columns: try file.columns(),
      on: session.console)
    let query =
      [QueryItem("kind", file.kind.rawValue)] + (try FileOptions.query(told, session))
    let run = Import(
      file, session, query: query, fromLine: told.integer("from-line") ?? 1, isDryRun: isDryRun,
      refused: refused)
    do {
      try run.run()
    } catch let interruption as RowUpload.Interruption {
      throw CommandFailure(
        "stopped: \(interruption)\nEverything through line \(run.appliedThrough) is done; repeat"
          + " with --from-line \(run.appliedThrough + 1), or from the beginning, which is harmless."
      )
    }
    let count = run.tally.refused
    // Whoever is refused might be there under another code: nothing goes before all is in.
    let leftovers = try count == 0 ? complete.map { try Leftovers(of: $0, session) } : nil
    let removal = try leftovers?.remove(isDryRun: isDryRun)
    show(run, file, refused, removal, isDryRun, session)
    if let removal, removal.refused > 0 {
      throw CommandFailure(
        "\(removal.refused) could not be removed; the first: \(removal.reason ?? "it is in use")")
    }
    guard count == 0 else {
      let rows = count == 1 ? "1 row was" : "\(count) rows were"
      throw CommandFailure(
        "\(rows) refused; \(refused.report ?? "the report") says why: correct what it tells and"
          + " import the file again" + (complete == nil ? "" : "; nothing was removed"))
    }
  }

  private static func show(
    _ run: Import, _ file: RowFile, _ refused: RefusedRows, _ removal: Leftovers.Outcome?,
    _ isDryRun: Bool, _ session: ClientSession
  ) {
    guard !session.told.wantsJSON else {
      var members = run.tally.members(isDryRun: isDryRun)
      members["file"] = .string(file.path)
      members["kind"] = .string(file.kind.rawValue)
      members["applied_through"] = .integer(Int64(run.appliedThrough))
      members["removal"] = removal?.members
      members["report"] = refused.report.map { .string($0) } ?? .null
      return session.console.say(JSON.object(members).description)
    }
    session.console.say("\(file.kind.rawValue): " + run.tally.sentence(isDryRun: isDryRun))
    if isDryRun { session.console.say(run.tally.changeLines) }
    session.console.say("Done through line \(run.appliedThrough).")
    if let removal { session.console.say(removal.lines(isDryRun: isDryRun)) }
  }

  /// Nil where the file is not said to be complete.
  private static func complete(_ told: Invocation, _ file: RowFile) throws -> CompleteFile? {
    guard told.flag("complete") || told.has("expect") else { return nil }
    guard told.flag("complete"), let expected = told.integer("expect") else {
      throw UsageError("--complete and --expect N stand together: N is how many rows there are")
    }
    guard [.contacts, .departments].contains(file.kind) else {
      throw UsageError(
        "--complete is for contacts and departments; \(file.kind.rawValue) are ended one by one")
    }
    guard (told.integer("from-line") ?? 1) == 1 else {
      throw UsageError("--complete needs the whole file: leave --from-line out")
    }
    return try CompleteFile(file, expecting: expected)
  }

  private static func file(_ told: Invocation) throws -> RowFile {
    let path = told.operands[0]
    let renames = try told.all("map").map { text in
      guard let rename = ColumnRename(text) else {
        throw UsageError("--map \(text) must be COLUMN=FIELD, or COLUMN=- to pass a column over")
      }
      return rename
    }
    guard let format = FileOptions.format(told, path: path) else {
      throw UsageError("the name \(path) does not say its format; add --format csv or ndjson")
    }
    guard let kind = FileOptions.kind(told, path: path) else {
      throw UsageError("the name \(path) does not say what is in it; add --kind contacts, say")
    }
    return RowFile(
      path: path, kind: kind, format: format, encoding: told["encoding"], renames: renames)
  }
}
