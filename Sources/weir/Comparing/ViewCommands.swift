import ContractKit
import Views
import Wire

/// `weir view`: copies of a view.
enum ViewCommands {
  static let command = ProgramCommand(
    name: "view", summary: "read what a party may see, or compare a copy with it",
    examples: ["weir view list --json", "weir view compare copy.ndjson"],
    subcommands: [ViewListCommand.command, compare])

  private static let compare = ProgramCommand(
    name: "compare", summary: "find what a copy lacks, has too much, or has otherwise",
    details: [
      "FILE holds the records of the copy, one JSON object on each line, as they were told in the",
      "`data` of events. Only sums are sent, and the digests of single records where sums differ.",
      "The command fails where something differs; what is on its way is told and is no difference.",
      "How it is done is in Contracts/view-digest.md.",
    ],
    operands: [.init(name: "FILE", summary: "the copy, a file of one JSON object per line")],
    options: options + APIClient.options,
    examples: [
      "weir view compare copy.ndjson",
      "weir view compare copy.ndjson --party lindner --endpoint lindner/crm --json",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static let options: [CommandOption] = [
    CommandOption("party", .text("PARTNER"), "whose copy it is, by id or code; else your own"),
    CommandOption(
      "endpoint", .text("ENDPOINT"),
      "the endpoint that told it, by id or code; without it all are looked at"),
    CommandOption(
      "at", .text("AT"), "the moment that the copy shows: the `at` of its last checkpoint"),
  ]

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let copy = try CopyFile(path: told.operands[0]).sums()
    var exchange = try ViewExchange(told, session)
    let found = try ViewWalk(copy).run { try exchange.ask($0) }
    let report = ComparisonReport(found: found, records: copy.count, at: exchange.at)
    if told.wantsJSON {
      session.console.say(report.json.description)
    } else {
      session.console.say(report.lines)
    }
    let count = report.differing
    guard count == 0 else {
      throw CommandFailure(count == 1 ? "1 record differs" : "\(count) records differ")
    }
  }
}
