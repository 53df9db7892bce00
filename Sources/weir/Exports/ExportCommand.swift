import Directory
import Wire

/// `weir export`: an organization's records as a file that `weir import` reads.
enum ExportCommand {
  static let command = ProgramCommand(
    name: "export", summary: "write departments, contacts, partners or memberships to a file",
    details: [
      "The file is as it was at one moment, and to import it changes nothing. An organization's",
      "records are exported with a key of its own.",
    ],
    options: [
      FileOptions.organization, FileOptions.kind, FileOptions.format,
      CommandOption("output", .text("FILE"), "the file to write (without it: standard output)"),
    ] + APIClient.options,
    examples: [
      "weir export --kind contacts --output contacts.csv",
      "weir export --kind departments --format ndjson",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let path = told["output"]
    guard let kind = FileOptions.kind(told, path: path) else {
      throw UsageError("--kind is missing (what is to be written); give it")
    }
    let query = try FileOptions.query(told, session)
    let format = FileOptions.format(told, path: path) ?? .csv
    let file = try FileWriting(path)
    var writer = RowWriter(kind, format)
    var count = 0
    try file.write(writer.take())
    try RecordRows(session.api, kind, query).each { row in
      writer.write(row)
      count += 1
      guard count.isMultiple(of: Pages.largest) else { return }
      try file.write(writer.take())
    }
    try file.write(writer.take())
    guard path != nil else { return }
    if told.wantsJSON {
      let answer: JSON = [
        "kind": .string(kind.rawValue), "rows": .integer(Int64(count)),
        "file": .string(path ?? ""),
      ]
      session.console.say(answer.description)
    } else {
      session.console.say("\(count) \(kind.rawValue) written to \(path ?? "").")
    }
  }
}
