import Wire

/// `weir explain`: why things are as they are.
enum ExplainCommands {
  static let command = ProgramCommand(
    name: "explain", summary: "say why a party sees a record, or was told of a change",
    examples: ["weir explain view --party lindner --contact li.na"], subcommands: [view, change])

  private static let view = ProgramCommand(
    name: "view", summary: "say why a party sees a contact or a department, or does not",
    details: [
      "For keys of the enterprise, about its own records, or about what it sees of a partner's.",
      "It tells rules, agreements and levels, and no value of the record.",
    ],
    options: options + APIClient.options,
    examples: [
      "weir explain view --party lindner --contact li.na",
      "weir explain view --party lindner --department sales --json",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  private static let options: [CommandOption] =
    [
      CommandOption(
        "party", .text("PARTNER"), "who sees: a partner by id or code; without it the enterprise"),
      CommandOption(
        "endpoint", .text("ENDPOINT"), "why this endpoint of theirs is told of it, by id or code"),
    ] + subjects

  private static let subjects: [CommandOption] = [
    CommandOption("contact", .text("CONTACT"), "what is seen: a contact by id or code"),
    CommandOption("department", .text("DEPARTMENT"), "or a department by id or code"),
  ]

  private static let change = ProgramCommand(
    name: "change", summary: "say why an endpoint got, or did not get, a change of a record",
    details: [
      "Without --position it is the newest change of the record itself. An entry that changed rules,",
      "agreements or places can be asked about by its position, which `weir status` shows.",
    ],
    options: changeOptions + APIClient.options,
    examples: [
      "weir explain change --endpoint lindner/crm --contact li.na",
      "weir explain change --endpoint lindner/crm --contact li.na --position 57 --json",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try runChange(told, $0) }
  }

  private static let changeOptions: [CommandOption] =
    [
      CommandOption(
        "endpoint", .text("ENDPOINT"), "who is told: an endpoint by id or code", isRequired: true),
      CommandOption(
        "position", .integer(1...Int(Int32.max) << 16), "the entry of the journal"),
    ] + subjects

  private static func runChange(_ told: Invocation, _ session: ClientSession) throws {
    let subject = try subject(told)
    let endpoint = told["endpoint"] ?? ""
    var query = [
      QueryItem("endpoint", try session.references.id("endpoint", endpoint)),
      QueryItem("record", try session.references.id(subject.noun, subject.text)),
    ]
    if let position = told["position"] { query.append(QueryItem("position", position)) }
    let answer = try session.api.get("/v1/explain/change", query)
    guard !told.wantsJSON else { return session.console.say(answer.json.description) }
    let text = ChangeText(
      answer.json, endpoint: endpoint, record: "\(subject.noun) \(subject.text)")
    session.console.say(text.lines)
  }

  private static func run(_ told: Invocation, _ session: ClientSession) throws {
    let subject = try subject(told)
    let record = try session.references.id(subject.noun, subject.text)
    let viewer =
      try told["party"].map { try session.references.id("partner", $0) }
      ?? session.api.get("/v1/enterprise").json["id"]?.string ?? ""
    var query = [QueryItem("viewer", viewer), QueryItem("record", record)]
    if let endpoint = told["endpoint"] {
      query.append(
        QueryItem(
          "endpoint",
          try session.references.id(
            "endpoint", endpoint, within: told["party"].map { _ in viewer })))
    }
    let answer = try session.api.get("/v1/explain/visibility", query)
    guard !told.wantsJSON else { return session.console.say(answer.json.description) }
    let text = VisibilityText(
      answer.json, viewer: told["endpoint"] ?? told["party"] ?? "The enterprise",
      record: "\(subject.noun) \(subject.text)")
    session.console.say(text.lines)
  }

  private static func subject(_ told: Invocation) throws -> (noun: String, text: String) {
    switch (told["contact"], told["department"]) {
    case (let contact?, nil): return ("contact", contact)
    case (nil, let department?): return ("department", department)
    case (nil, nil): throw UsageError("say what is seen, with --contact or --department")
    default: throw UsageError("give --contact or --department, not both")
    }
  }
}
