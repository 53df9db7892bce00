import Gateway
import HTTPClient
import Wire

/// `weir demo`: a gateway, the example enterprise with mock systems, and a month of changes.
enum DemoCommand {
  static let command = ProgramCommand(
    name: "demo", summary: "see an enterprise and its partners live through a month",
    details: [
      "Starts a gateway with a store in a folder of its own, brings in the example enterprise (see",
      "`weir example`) with mock systems as processes of their own, and lives through a month: people",
      "join, move and resign, a region is reorganized, a dealer is suspended, a supplier leaves. It",
      "tells who was told what, who was not and why, from what the mock systems received; then it",
      "serves until Ctrl-C. The gateway is allowed to reach 127.0.0.0/8, where the mock systems are;",
      "`weir serve` is not unless told so.",
    ],
    options: [
      CommandOption(
        "listen", .text("ADDRESS:PORT"), "where the API is served", standard: "127.0.0.1:8080"),
      CommandOption(
        "speed", .word(["fast", "real"]), "real takes its time, for watching", standard: "fast"),
      CommandOption(
        "once", .flag, "live the month, report and end; fails if anything is missing or too much"),
      CommandOption(
        "forgetting", .word(systems), "let this mock system forget what it acknowledged first"),
      CommandOption("inventing", .word(systems), "let this mock system make an event up"),
    ],
    examples: ["weir demo", "weir demo --speed real", "weir demo --once --json"]
  ) { told, console in
    let signals = StopSignals.hold()
    DescriptorLimit.raise()
    try HTTPClient.prepareProcess()
    let notices = Notices(console: console, inJSON: told.wantsJSON, clock: SystemClock())
    let isOnce = told.flag("once")
    let listen = try ListenAddress(isOnce ? "127.0.0.1:0" : told.text("listen"))
    let stage = try DemoStage(listen: listen, notices: notices)
    defer { stage.end() }
    let show = DemoShow(
      console: told.wantsJSON ? nil : console, signals: signals,
      pace: told["speed"] == "real" ? .seconds(2) : .zero)
    let faults = DemoFaults(forgetting: told["forgetting"], inventing: told["inventing"])
    guard let (report, cast) = try show.play(on: stage, faults) else {
      guard isOnce else { return }
      throw CommandFailure("it was stopped before the month was over, so nothing is proved")
    }
    if told.wantsJSON {
      console.say(report.json)
    } else {
      console.say(report.summary(silent: cast.silentCount))
    }
    guard isOnce else {
      show.console?.say(outlook(stage, cast))
      while !signals.wait(upTo: .seconds(86_400)) {}
      return
    }
    guard report.isGood else {
      let problems = report.problems.prefix(20).joined(separator: "; ")
      throw CommandFailure("the demonstration found: " + problems)
    }
  }

  private static let systems = EndpointPlan.systems.map { $0.party ?? $0.code }

  private static func outlook(_ stage: DemoStage, _ cast: DemoCast) -> [String] {
    var lines = ["", "Go on by hand in another terminal:"]
    lines.append("  export WEIR_URL=\(stage.url) WEIR_KEY=\(stage.key)")
    lines.append("  weir contact list")
    lines.append("  curl -H \"Authorization: Bearer $WEIR_KEY\" $WEIR_URL/v1/partners")
    lines.append("Mock systems (copy and transcript):")
    for member in cast.members { lines.append("  \(member.name): \(member.mock.url)/_mock/state") }
    lines.append("The API document is at \(stage.url)/openapi.json. Ctrl-C ends everything.")
    return lines
  }
}
