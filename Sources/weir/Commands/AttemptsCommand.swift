/// `weir endpoint attempts`: what an endpoint was sent, and what it answered.
enum AttemptsCommand {
  static let command = ProgramCommand(
    name: "attempts", summary: "list what was sent to an endpoint, newest first",
    details: [
      "The excerpt says how the far side answered, or why it could not be reached; the API shows it",
      "to the endpoint's own party only.",
    ],
    operands: [.init(name: "ID", summary: "the endpoint, by id or code, or as PARTNER/CODE")],
    options: ListingCommand.options + APIClient.options,
    examples: ["weir endpoint attempts lindner/crm --limit 10"]
  ) { told, console in
    try ClientSession(told, console).run { session in
      let path = try session.path(of: .endpoint) + "/attempts"
      try ListingCommand.run(path, [], columns: columns, in: session)
    }
  }

  private static let columns = [
    "time", "type", "n", "outcome", "status", "duration_ms", "next_try", "event", "excerpt",
  ]
}
