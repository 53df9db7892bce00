import Gateway
import HTTPClient
import Wire

/// `weir demo`: a gateway, a small enterprise and its partners, and a round of changes.
enum DemoCommand {
  static let command = ProgramCommand(
    name: "demo", summary: "see a small enterprise and its partners at work",
    details: [
      "Starts a gateway with a store in a folder of its own, a brand with dealers and a supplier, and",
      "mock systems as processes of their own; makes a round of changes and tells who was told what,",
      "who was not and why. Then it serves until Ctrl-C. The gateway is allowed to reach 127.0.0.0/8,",
      "where the mock systems are; `weir serve` is not unless told so.",
    ],
    options: [
      CommandOption(
        "listen", .text("ADDRESS:PORT"), "where the API is served", standard: "127.0.0.1:8080"),
      CommandOption(
        "once", .flag, "make the round, report and end; fails if anything is missing or too much"),
      CommandOption(
        "forgetting", .word(systems), "let this mock system forget what it acknowledged first"),
      CommandOption("inventing", .word(systems), "let this mock system make an event up"),
    ],
    examples: ["weir demo", "weir demo --once --json"]
  ) { told, console in
    let signals = StopSignals.hold()
    DescriptorLimit.raise()
    try HTTPClient.prepareProcess()
    let notices = Notices(console: console, inJSON: told.wantsJSON, clock: SystemClock())
    let isOnce = told.flag("once")
    let listen = try ListenAddress(isOnce ? "127.0.0.1:0" : told.text("listen"))
    let stage = try DemoStage(listen: listen, notices: notices)
    defer { stage.end() }
    let faults = DemoFaults(forgetting: told["forgetting"], inventing: told["inventing"])
    let cast = try DemoCast(on: stage, faults: faults)
    let speaks = !told.wantsJSON
    if speaks { console.say(introduction(stage)) }
    let report = try play(cast, speaks ? console : nil)
    if told.wantsJSON { console.say(report.json) } else { console.say(report.summary) }
    guard isOnce else {
      if speaks { console.say(outlook(stage, cast)) }
      while !signals.wait(upTo: .seconds(86_400)) {}
      return
    }
    guard report.isGood else {
      throw CommandFailure("the demonstration found: " + report.findings.joined(separator: "; "))
    }
  }

  private static let systems = ["crm", "suzhou", "kunshan", "boshi"]

  /// Makes the round and tells each change as it is settled.
  private static func play(_ cast: DemoCast, _ console: Console?) throws -> DemoReport {
    let round = DemoRound(cast: cast, clock: SystemClock())
    let audit = DemoAudit(cast: cast)
    let beginning = DemoRound.Step(
      title: "every system gets its first copy", make: { _ in }, includesPast: true)
    var accounts: [DemoRound.Account] = []
    var isLate = false
    for step in [beginning] + DemoRound.steps {
      let account = try round.settle(
        step, audit, within: isLate ? DemoRound.shortBound : DemoRound.bound)
      isLate = try isLate || !audit.findings().isEmpty
      console?.say(DemoReport.lines(accounts.count, account))
      accounts.append(account)
    }
    let records = try cast.members.compactMap { member in
      try member.mock.map { (member: member.name, count: try $0.state().copy.count) }
    }
    return DemoReport(accounts: accounts, findings: try audit.findings(), records: records)
  }

  private static func introduction(_ stage: DemoStage) -> [String] {
    [
      "\(DemoStage.enterprise): a brand with a dealer in the east (suzhou) who has a dealer of its own",
      "(kunshan), a dealer in the south without a system (shenzhen) and a supplier (boshi).",
      "The gateway serves at \(stage.url) and may reach 127.0.0.0/8, where the mock systems are.",
    ]
  }

  private static func outlook(_ stage: DemoStage, _ cast: DemoCast) -> [String] {
    var lines = ["", "Go on by hand in another terminal:"]
    lines.append("  export WEIR_URL=\(stage.url) WEIR_KEY=\(stage.key)")
    lines.append("  weir contact list")
    lines.append("  curl -H \"Authorization: Bearer $WEIR_KEY\" $WEIR_URL/v1/partners")
    lines.append("Mock systems (copy and transcript):")
    for member in cast.members {
      if let mock = member.mock { lines.append("  \(member.name): \(mock.url)/_mock/state") }
    }
    lines.append("The API document is at \(stage.url)/openapi.json. Ctrl-C ends everything.")
    return lines
  }
}
