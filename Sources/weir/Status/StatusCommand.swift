import Wire

/// `weir status`: how things stand, on one screen.
enum StatusCommand {
  static let command = ProgramCommand(
    name: "status", summary: "show how partners, endpoints, journal and store stand",
    details: [
      "All endpoints are counted; the worst are described, with why and what would help. A",
      "partner's key shows that partner's own endpoints.",
    ],
    options: [
      CommandOption(
        "limit", .integer(0...200), "how many endpoints are described", standard: "20"),
      CommandOption("all", .flag, "describe every endpoint"),
      CommandOption("watch", .flag, "show it anew every 2 seconds until Ctrl-C"),
    ] + APIClient.options,
    examples: ["weir status", "weir status --watch --limit 5", "weir status --all --json"]
  ) { told, console in
    guard !told.flag("all") || !told.flag("watch") else {
      throw UsageError("--all stands without --watch: it may be more than a screen")
    }
    let session = try ClientSession(told, console)
    try session.run { _ in
      guard told.flag("watch") else { return try show(look(session), to: session) }
      try StatusWatch(console: console, inJSON: told.wantsJSON).run { try look(session) }
    }
  }

  /// Asks for everything that is shown.
  static func look(_ session: ClientSession) throws -> StatusScreen {
    let health = try session.api.send(.get, "/healthz", body: nil)
    let readiness = try session.api.send(.get, "/readyz", body: nil)
    var screen = StatusScreen(
      url: session.api.base.description, isHealthy: health.isSuccess,
      isReady: readiness.isSuccess)
    guard session.api.key != nil, screen.isHealthy, screen.isReady else { return screen }
    let isAll = session.told.flag("all")
    let limit = isAll ? "0" : session.told["limit"] ?? "20"
    screen.status = try session.api.get("/v1/status", [QueryItem("limit", limit)]).json
    if isAll { screen.all = try Pages(session.api).all("/v1/status/endpoints", []) }
    return screen
  }

  private static func show(_ screen: StatusScreen, to session: ClientSession) throws {
    if session.told.wantsJSON {
      session.console.say(screen.json)
    } else {
      session.console.say(screen.lines)
      if session.api.key == nil {
        session.console.tell("Set WEIR_KEY to see how partners and endpoints stand.")
      }
    }
    guard screen.isHealthy, screen.isReady else {
      throw CommandFailure("the gateway is up but takes no requests now; ask again in a moment")
    }
  }
}
