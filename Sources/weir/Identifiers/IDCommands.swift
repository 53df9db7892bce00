import Wire

/// `weir id`: ids, of which every party has its own.
enum IDCommands {
  static let command = ProgramCommand(
    name: "id", summary: "translate ids between the enterprise and a partner",
    examples: ["weir id translate con_0123456789abcdef0123456789abcdef --to lindner"],
    subcommands: [translate])

  private static let translate = ProgramCommand(
    name: "translate", summary: "say how another party knows the same records",
    details: [
      "One line for each id, in the order given: the id, a tab, and the id on the other side, or -",
      "where one of the sides does not see such a record. A partner's key translates its own ids.",
    ],
    operands: [
      .init(name: "ID", summary: "ids of any kind", isOptional: true, isRepeatable: true)
    ],
    options: options + APIClient.options,
    examples: [
      "weir id translate con_0123456789abcdef0123456789abcdef --to lindner",
      "weir id translate --from lindner --file ids.txt --json",
      "weir id translate --from lindner --file - < ids.txt",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static let options: [CommandOption] = [
    CommandOption(
      "from", .text("PARTNER"),
      "whose ids are given: a partner by id or code (without it: your own)"
    ),
    CommandOption(
      "to", .text("PARTNER"), "whose ids are asked for: a partner by id or code, else your own"),
    CommandOption(
      "file", .text("FILE"), "read ids from this file, one on each line; - is standard input"),
  ]

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let ids = try ids(told)
    let request = TranslationRequest(
      from: try side(told["from"], session), to: try side(told["to"], session))
    var found: [JSON] = []
    for first in stride(from: 0, to: ids.count, by: TranslationRequest.limit) {
      let part = ids[first..<min(first + TranslationRequest.limit, ids.count)]
      let answer = try session.api.write(
        .post, "/v1/ids/translate", body: request.body(for: part))
      found += try request.results(in: answer.json, count: part.count)
    }
    let report = TranslationReport(ids: ids, results: found)
    if told.wantsJSON {
      session.console.say(report.json.description)
    } else {
      session.console.say(report.lines)
    }
    if let note = report.note { session.console.tell(note) }
  }

  private static func ids(_ told: Invocation) throws -> [String] {
    var ids = told.operands
    if let file = told["file"] {
      let text = String(decoding: try InputFile.bytes(at: file), as: UTF8.self)
      ids += text.split(whereSeparator: \.isNewline).compactMap { line in
        line.split(whereSeparator: \.isWhitespace).first.map(String.init)
      }
    }
    guard !ids.isEmpty else {
      throw UsageError("there is no id to translate; give some, or name a file of them with --file")
    }
    return ids
  }

  /// The party's id; nil for the key's own.
  private static func side(_ text: String?, _ session: ClientSession) throws -> String? {
    try text.map { try session.references.id("partner", $0) }
  }
}
