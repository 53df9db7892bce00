import Gateway
import HTTPClient
import Wire

/// `weir serve`: the gateway, until it is told to stop.
enum ServeCommand {
  static let command = ProgramCommand(
    name: "serve", summary: "serve the API and send to endpoints",
    details: [
      "Stops at SIGTERM or Ctrl-C: what is under way is finished first; a second signal ends the",
      "program at once. With --json the address and all notices are JSON lines.",
    ],
    options: ServeSettings.options,
    examples: [
      "weir serve --store weir.db --master-key /run/secrets/weir.key",
      "weir serve --allow-egress 127.0.0.0/8 --allow-egress ::1",
    ]
  ) { told, console in
    let notices = Notices(console: console, inJSON: told.wantsJSON, clock: SystemClock())
    let settings = try ServeSettings(told)
    let signals = StopSignals.hold()
    DescriptorLimit.raise()
    try HTTPClient.prepareProcess()
    let service = try Service(settings, notices: notices)
    try service.start()
    announce(service, settings, told, console, notices)
    repeat { service.dropOldAttempts() } while !signals.wait(upTo: .seconds(86_400))
    notices.tell("stopping; a second signal ends the program at once")
    signals.release()
    service.stop()
    notices.tell("stopped")
  }

  private static func announce(
    _ service: Service, _ settings: ServeSettings, _ told: Invocation, _ console: Console,
    _ notices: Notices
  ) {
    if told.wantsJSON {
      let line: JSON = ["url": .string(service.url), "version": .string(Version.text)]
      console.say(line.description)
    } else {
      console.say("Weir \(Version.text) serves \(settings.store) at \(service.url)")
    }
    guard !settings.egress.allowed.isEmpty else { return }
    let networks = settings.egress.allowed.map(\.description).joined(separator: ", ")
    notices.tell("endpoints may be at addresses in \(networks), as --allow-egress says")
  }
}
