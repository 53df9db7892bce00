import Gateway
import Wire

/// Plays the demonstration to whoever watches.
struct DemoShow {
  /// Nil where only the report counts.
  let console: Console?
  let signals: StopSignals
  /// How long is waited after each day.
  let pace: Duration

  private let clock = SystemClock()

  init(console: Console?, signals: StopSignals, pace: Duration) {
    self.console = console
    self.signals = signals
    self.pace = pace
  }

  /// Nil if it was told to stop before the end.
  func play(on stage: DemoStage, _ faults: DemoFaults) throws -> (DemoReport, DemoCast)? {
    var timings = DemoReport.Timings()
    let start = clock.elapsed()
    let cast = try DemoCast(on: stage, faults: faults)
    timings.loading = clock.elapsed() - start
    console?.say(introduction(stage, cast, timings))
    let run = DemoRun(cast, clock: clock)
    let copies = DemoStep(day: 0, title: "Every system gets its first copy")
    guard let first = try live(copies, in: run) else { return nil }
    timings.firstCopies = first.duration
    var accounts = [first]
    let begun = clock.elapsed()
    for step in DemoMonth.steps(of: cast.example) {
      guard let account = try live(step, in: run) else { return nil }
      accounts.append(account)
    }
    let findings = try run.findings()
    timings.month = clock.elapsed() - begun
    let report = DemoReport(
      accounts: accounts, findings: findings, ledgers: run.ledgers, timings: timings)
    return (report, cast)
  }

  /// One day; nil if it was told to stop.
  private func live(_ step: DemoStep, in run: DemoRun) throws -> DemoRun.Account? {
    let account = try run.live(step)
    console?.say(DemoReport.lines(account))
    return signals.wait(upTo: pace) ? nil : account
  }

  private func introduction(
    _ stage: DemoStage, _ cast: DemoCast, _ timings: DemoReport.Timings
  ) -> [String] {
    let example = cast.example
    let dealers = example.partners.count { $0.kind == "dealer" }
    return [
      "\(Example.enterprise): \(example.contacts.count) people in \(example.departments.count)"
        + " departments, \(dealers) dealers and \(example.partners.count - dealers) suppliers;"
        + " \(cast.members.count) systems receive.",
      "It was brought in through the API in \(DemoReport.seconds(timings.loading)) s. The gateway"
        + " serves at \(stage.url) and may reach 127.0.0.0/8.",
    ]
  }
}
