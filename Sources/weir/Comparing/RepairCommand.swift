import ContractKit
import Views
import Wire

/// `weir endpoint repair`: has an endpoint told again what its copy lacks or has otherwise.
enum RepairCommand {
  static let command = ProgramCommand(
    name: "repair", summary: "tell it again what its copy lacks or has otherwise",
    details: [
      "With a copy's file, what `weir view compare` finds; else the records that are named. Records",
      "that are visible are told again as a whole, others withdrawn if they were told. A checkpoint",
      "with the digest follows.",
    ],
    operands: [.init(name: "ID", summary: "the endpoint, by id or code, or as PARTNER/CODE")],
    options: [
      CommandOption(
        "copy", .text("FILE"), "a file of what its copy holds, one JSON object on each line"),
      CommandOption(
        "record", .text("ID"), "a record, by the id that the endpoint's party knows",
        isRepeatable: true),
    ] + APIClient.options,
    examples: [
      "weir endpoint repair lindner/crm --copy copy.ndjson",
      "weir endpoint repair crm --record con_5f0c1d2e3a4b5c6d7e8f901234567890",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let path = try session.path(of: .endpoint)
    var records = told.all("record")
    if let file = told["copy"] {
      let found = try compare(file, path, session)
      records += found.missing + found.different + found.extra
    } else if records.isEmpty {
      throw UsageError("say what to repair: --copy FILE, or --record ID")
    }
    var sum = Sum()
    for start in stride(from: 0, to: records.count, by: recordsPerRequest) {
      let part = records[start..<min(start + recordsPerRequest, records.count)]
      let body: JSON = ["records": .array(part.map { .string($0) })]
      sum.add(try session.api.write(.post, path + "/repair", body: body).json)
    }
    if told.wantsJSON {
      session.console.say(sum.json.description)
    } else {
      session.console.say(sum.lines)
    }
  }

  private static let recordsPerRequest = 1_000

  private static func compare(
    _ file: String, _ path: String, _ session: ClientSession
  ) throws -> ViewWalk.Found {
    let copy = try CopyFile(path: file).sums()
    let endpoint = try session.api.get(path).json
    var exchange = ViewExchange(
      session.api, party: endpoint["party"]?.string, endpoint: endpoint["id"]?.string)
    return try ViewWalk(copy).run { try exchange.ask($0) }
  }

  /// What the answers come to together.
  private struct Sum {
    private var telling: Int64 = 0
    private var withdrawing: Int64 = 0
    private var untold: [String] = []

    mutating func add(_ answer: JSON) {
      telling += answer["telling"]?.integer ?? 0
      withdrawing += answer["withdrawing"]?.integer ?? 0
      untold += (answer["not_told"]?.array ?? []).compactMap(\.string)
    }

    var json: JSON {
      [
        "telling": .integer(telling), "withdrawing": .integer(withdrawing),
        "not_told": .array(untold.map { .string($0) }),
      ]
    }

    var lines: [String] {
      ["Told again: \(telling). Withdrawn: \(withdrawing)."]
        + (untold.isEmpty
          ? []
          : ["Neither visible nor told, to be removed from the copy:"] + untold.map { "  \($0)" })
    }
  }
}
