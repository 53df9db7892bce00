import Wire

/// `weir staged`: changes that wait for a person.
enum StagedCommands {
  static let command = ProgramCommand(
    name: "staged", summary: "changes that would take much away, and wait for a person",
    details: [
      "A change that would remove or withdraw more than may go unseen is put aside, and nothing of",
      "it happens until somebody allows it.",
    ],
    examples: ["weir staged list", "weir staged allow stg_5f0c1d2e3a4b5c6d7e8f901234567890"],
    subcommands: [list, show, allow, reject])

  private static let path = "/v1/staged-changes"
  private static let operand = ProgramCommand.Operand(name: "ID", summary: "its id, stg_...")
  private static let sample = "stg_5f0c1d2e3a4b5c6d7e8f901234567890"

  private static let list = ProgramCommand(
    name: "list", summary: "list them, those that wait first",
    options: ListingCommand.options + APIClient.options,
    examples: ["weir staged list", "weir staged list --all --json"]
  ) { told, console in
    try ClientSession(told, console).run { session in
      try ListingCommand.run(
        path, [], columns: ["id", "state", "action", "records", "staged_at"], in: session)
    }
  }

  private static let show = ProgramCommand(
    name: "show", summary: "show one: what, how much, and some of it", operands: [operand],
    options: APIClient.options, examples: ["weir staged show \(sample)"]
  ) { told, console in
    try ClientSession(told, console).run { session in
      session.show(try session.api.get("\(path)/\(PercentCoding.encode(told.operands[0]))"))
    }
  }

  private static let allow = ProgramCommand(
    name: "allow", summary: "carry it out",
    details: [
      "If what it would take away has changed since it was counted, it waits on with the new counts."
    ],
    operands: [operand], options: APIClient.options, examples: ["weir staged allow \(sample)"]
  ) { told, console in
    try settle("allow", told, console) { state in
      state == "staged"
        ? "Counted anew, for it would take away something else by now; look at it and allow it again."
        : "Carried out."
    }
  }

  private static let reject = ProgramCommand(
    name: "reject", summary: "drop it; nothing has happened", operands: [operand],
    options: APIClient.options, examples: ["weir staged reject \(sample)"]
  ) { told, console in
    try settle("reject", told, console) { _ in "Rejected." }
  }

  private static func settle(
    _ word: String, _ told: Invocation, _ console: Console, _ sentence: (String?) -> String
  ) throws {
    try ClientSession(told, console).run { session in
      let id = PercentCoding.encode(told.operands[0])
      let answer = try session.api.write(.post, "\(path)/\(id)/\(word)")
      session.show(answer, sentence(answer.json["state"]?.string))
    }
  }
}
