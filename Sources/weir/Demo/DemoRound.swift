import Gateway
import Wire

/// The changes of the demonstration, one after the other, each settled before the next.
struct DemoRound {
  let cast: DemoCast
  let clock: any Clock

  /// One change: what is said of it, and how it is made.
  struct Step {
    let title: String
    let make: (DemoCast) throws -> Void
    /// Why somebody with a system is told nothing, by its name; of others nothing in view changed.
    var reasons: [String: String] = [:]
    /// Whether what the systems received before counts too: the first copies.
    var includesPast = false
  }

  /// What became of a step.
  struct Account {
    let title: String
    let told: [Told]
    let untold: [(member: String, reason: String)]
    let duration: Duration
  }

  /// The events of one type that a mock received.
  struct Told {
    let member: String
    let event: String
    let count: Int
    /// From the command to the last of them.
    let after: Duration
  }

  /// How long the copies may take to follow one change; and once one has not, the later ones.
  static let bound = Duration.seconds(10)
  static let shortBound = Duration.milliseconds(500)

  /// Waits until every copy has followed, and tells what the mocks received.
  func settle(_ step: Step, _ audit: DemoAudit, within bound: Duration) throws -> Account {
    let before = step.includesPast ? [:] : try received()
    let start = clock.now()
    try step.make(cast)
    let deadline = clock.elapsed() + bound
    while clock.elapsed() < deadline, try !audit.findings().isEmpty { Pause.short() }
    return try account(of: step, since: before, start: start, took: clock.now() - start)
  }

  private func received() throws -> [String: Set<MockReport.Arrival>] {
    var result: [String: Set<MockReport.Arrival>] = [:]
    for member in cast.members {
      if let mock = member.mock { result[member.name] = Set(try mock.state().events) }
    }
    return result
  }

  private func account(
    of step: Step, since before: [String: Set<MockReport.Arrival>], start: Timestamp,
    took: Duration
  ) throws -> Account {
    var told: [Told] = []
    var untold: [(member: String, reason: String)] = []
    let now = try received()
    for member in cast.members {
      guard let arrivals = now[member.name] else {
        untold.append((member.name, "it has no system that receives"))
        continue
      }
      let news = arrivals.subtracting(before[member.name] ?? [])
        .filter { $0.type != "stream.checkpoint" }
        .sorted { $0.arrived < $1.arrived }
      for (event, arrivals) in Dictionary(grouping: news, by: \.type).sorted(by: { $0.key < $1.key }
      ) {
        let last = arrivals.map(\.arrived).max() ?? start
        told.append(
          Told(
            member: member.name, event: event, count: arrivals.count,
            after: max(.zero, last - start)))
      }
      if news.isEmpty {
        let reason = step.reasons[member.name] ?? "nothing that it may see has changed"
        untold.append((member.name, reason))
      }
    }
    return Account(title: step.title, told: told, untold: untold, duration: took)
  }
}
