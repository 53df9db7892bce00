import Wire

/// `weir view list`: everything that the party of the key sees.
enum ViewListCommand {
  static let command = ProgramCommand(
    name: "list", summary: "list everything that the party of the key may see",
    details: [
      "All pages, one after the other, as they arrive: the view of one moment. With --json every",
      "line is one record as it stands in the `data` of events, fit for `weir view compare`.",
    ],
    options: [
      CommandOption(
        "endpoint", .text("ENDPOINT"), "what this endpoint of yours is told, by id or code")
    ] + APIClient.options,
    examples: ["weir view list", "weir view list --json", "weir view list --endpoint crm"]
  ) { told, console in
    try ClientSession(told, console).run { session in
      var count = 0
      let endpoint = try told["endpoint"].map { try session.references.id("endpoint", $0) }
      let query = endpoint.map { [QueryItem("endpoint", $0)] } ?? []
      try Pages(session.api).each("/v1/view", query) { records in
        count += records.count
        show(records, session)
      }
      if count == 0 { session.console.tell("There is nothing.") }
    }
  }

  private static let columns = ["id", "kind", "code", "name", "organization"]

  private static func show(_ records: [JSON], _ session: ClientSession) {
    guard !records.isEmpty else { return }
    guard session.told.wantsJSON else {
      return session.console.say(RecordText.table(of: records, columns: columns).lines)
    }
    for record in records { session.console.say(record.description) }
  }
}
