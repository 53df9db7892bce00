import Wire

/// `weir changes`: what an endpoint of one's own is told next.
enum ChangesCommand {
  static let command = ProgramCommand(
    name: "changes", summary: "ask for what an endpoint of yours is told, event by event",
    details: [
      "For an endpoint that was created with --transport pull. Each line is one event; asking for the",
      "next ones acknowledges those that were printed. With --after-file the place is kept from one",
      "run to the next, written after what it stands for was printed: an event may come twice, and",
      "none is lost. Without a place your copy is taken to be empty.",
    ],
    options: [
      CommandOption(
        "endpoint", .text("ID"), "which endpoint, by id or code; not needed where you have one"),
      CommandOption("follow", .flag, "go on waiting for more, until Ctrl-C"),
      CommandOption("after", .text("TEXT"), "the `next` of the last answer that you have"),
      CommandOption("after-file", .text("FILE"), "keep the place in this file"),
      CommandOption("limit", .integer(1...500), "how many events at a time (without it: 100)"),
      CommandOption(
        "wait", .integer(0...30),
        "how many seconds to wait for an event (without it: none, with --follow 30 at a time)"),
    ] + APIClient.options,
    examples: [
      "weir changes --follow --after-file place", "weir changes --endpoint crm --limit 10",
    ]
  ) { told, console in
    try ClientSession(told, console).run { try run(told, $0) }
  }

  static func run(_ told: Invocation, _ session: ClientSession) throws {
    guard !told.has("after") || !told.has("after-file") else {
      throw UsageError("--after stands without --after-file, which says the place")
    }
    let file = told["after-file"].map { PlaceFile(path: $0) }
    var place = try told["after"] ?? file?.read()
    let feed = try ChangesFeed(told, session)
    var isEnded = false
    while !isEnded {
      let answer = try feed.ask(after: place)
      for event in answer.events { session.console.say(event.description) }
      place = answer.next
      try file?.write(answer.next)
      isEnded = answer.events.isEmpty && !told.flag("follow")
    }
    if file == nil, let place { session.console.tell("Go on with --after \(place)") }
  }
}
