import ContractKit
import Gateway
import Wire

/// `weir mock`: partners that are none, for trying things out.
enum MockCommands {
  static let command = ProgramCommand(
    name: "mock", summary: "stand in for a partner's system, to try things out",
    examples: ["weir mock webhook --port 9090 --secret whsec_..."], subcommands: [webhook])

  private static let webhook = ProgramCommand(
    name: "webhook", summary: "receive events as a partner would, and misbehave on request",
    details: [
      "Verifies each event, keeps a copy by the receiver's contract, and prints what it gets and",
      "what is missing at a checkpoint, until Ctrl-C. Only an endpoint of a gateway that was started",
      "with --allow-egress 127.0.0.0/8 can be on this machine.",
    ],
    options: MockSettings.options,
    examples: [
      "weir mock webhook --port 9090 --secret whsec_...",
      "weir mock webhook --port 9090 --secret whsec_... --fail-rate 0.2 --status 503 --retry-after 3",
    ]
  ) { told, console in
    let clock = SystemClock()
    let configuration = try MockSettings.configuration(told)
    let signals = StopSignals.hold()
    let mock = try MockWebhook(configuration, now: { clock.now() }) { line in
      console.say(told.wantsJSON ? (["line": .string(line)] as JSON).description : line)
    }
    if told.flag("forget-next") { mock.forgetNext() }
    try mock.start()
    let url = "http://\(configuration.address):\(mock.port)"
    if told.wantsJSON {
      console.say((["url": .string(url)] as JSON).description)
    } else {
      console.say("A partner's webhook receiver listens at \(url); Ctrl-C ends it.")
    }
    if told.flag("invent") { try mock.invent() }
    while !signals.wait(upTo: .seconds(86_400)) {}
    signals.release()
    mock.stop()
    if told.wantsJSON {
      console.say(mock.state.json.description)
    } else {
      console.say(summary(of: mock.state))
    }
  }

  private static func summary(of state: MockState) -> [String] {
    let fields = [
      ("requests", "\(state.requestCount)"),
      ("records", "\(state.copy.records.count)"),
      ("checkpoints that agreed", "\(state.agreedCount)"),
      ("numbers missing", state.copy.missing.map(String.init).joined(separator: ", ")),
      ("problems", "\(state.problems.count)"),
    ]
    return FieldList(fields).lines + state.problems.map { "  \($0)" }
  }
}
