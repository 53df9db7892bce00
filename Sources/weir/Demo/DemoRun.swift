import Gateway
import Wire

/// Lives through the steps of the demonstration, one after the other.
final class DemoRun {
  private let cast: DemoCast
  private let clock: any Clock
  private let audit: DemoAudit
  /// How many events each system had before the step.
  private var marks: [String: Int] = [:]
  private var isLate = false
  private(set) var ledgers: [String: Ledger] = [:]

  /// What a system received in all.
  struct Ledger {
    var told = 0
    var withdrawn = 0
    var facts = 0
    var records = 0
    var lastDay = 0
  }

  /// What became of a step.
  struct Account {
    let step: DemoStep
    let told: [Told]
    let untold: [(member: String, reason: String)]
    let duration: Duration
    let shown: MockArrival?
  }

  /// The events of one type that a mock received.
  struct Told {
    let member: String
    let event: String
    let count: Int
    /// From the command to the last of them.
    let after: Duration
  }

  init(_ cast: DemoCast, clock: any Clock) {
    self.cast = cast
    self.clock = clock
    audit = DemoAudit(cast: cast)
  }

  /// Nothing new has come for so long.
  private static let quiet = Duration.milliseconds(60)
  /// How long copies that differ may do so while nothing comes; and once some have, later.
  private static let patience = Duration.seconds(4)
  private static let shortPatience = Duration.milliseconds(300)

  /// Makes the changes of a step, waits until the copies have followed, and tells what came.
  func live(_ step: DemoStep) throws -> Account {
    let start = clock.now()
    let begun = clock.elapsed()
    try make(step.changes)
    try follow(isAudited: step.isNotable)
    return try account(of: step, since: start, took: clock.elapsed() - begun)
  }

  /// Waits until nothing more comes and, if asked, every copy equals its view; gives up where copies
  /// differ and nothing has come for a while.
  private func follow(isAudited: Bool) throws {
    var counts = try counts()
    var last = clock.elapsed()
    while true {
      try awaitQuiet(&counts, &last)
      guard isAudited, try audit.findings().contains(where: { !$0.problems.isEmpty }) else {
        return
      }
      let now = try self.counts()
      if now != counts {
        (counts, last) = (now, clock.elapsed())
      } else if clock.elapsed() - last > (isLate ? Self.shortPatience : Self.patience) {
        isLate = true
        return
      }
    }
  }

  func findings() throws -> [DemoAudit.Finding] { try audit.findings() }

  // MARK: Commands

  /// Those of one party go as one batch.
  private func make(_ changes: [DemoStep.Change]) throws {
    var rest = changes[...]
    while let first = rest.first {
      let batch = rest.prefix { $0.by == first.by }
      rest = rest.dropFirst(batch.count)
      guard let member = cast.member(first.by) else { continue }
      let commands = try batch.map { try command($0, member.known) }
      let results =
        try member.api.write(
          .post, "/v1/batch", body: ["commands": .array(commands)]
        ).json["results"]?.array ?? []
      for (change, result) in zip(batch, results) {
        guard (200...299).contains(result["status"]?.integer ?? 0) else {
          let reason = result["body"]?["detail"]?.string ?? "no reason given"
          throw CommandFailure("\(change.name ?? change.resource.noun) was refused: \(reason)")
        }
        if change.name == nil, let body = result["body"] {
          member.known.keep(body, of: change.resource, in: nil)
        }
      }
    }
  }

  private func command(_ change: DemoStep.Change, _ known: KnownRecords) throws -> JSON {
    var path = change.resource.path
    if let name = change.name {
      guard let id = try known.id(change.resource.noun, name, in: nil) else {
        throw UnknownName(noun: change.resource.noun, text: name)
      }
      path += "/\(id)"
    }
    if let action = change.action { path += "/\(action)" }
    var body = change.body
    // A group's references are looked for in its own chain.
    if let chain = change.name?.split(separator: "/").first, change.resource.noun == "group" {
      body["chain"] = .string(String(chain))
    }
    body = try known.resolved(body, of: change.resource)
    if change.method == .patch { body["chain"] = nil }
    var command: JSONObject = ["method": .string(change.method.name), "path": .string(path)]
    if change.method != .delete { command["body"] = .object(body) }
    return .object(command)
  }

  // MARK: Arrivals

  private func counts() throws -> [Int] {
    try cast.members.map { try $0.mock.events(from: .max).next }
  }

  private func awaitQuiet(_ counts: inout [Int], _ last: inout Duration) throws {
    var since = clock.elapsed()
    while clock.elapsed() - since < Self.quiet {
      Pause.short()
      let now = try self.counts()
      guard now != counts else { continue }
      counts = now
      since = clock.elapsed()
      last = since
    }
  }

  private func account(
    of step: DemoStep, since start: Timestamp, took: Duration
  ) throws -> Account {
    var told: [Told] = []
    var untold: [(member: String, reason: String)] = []
    var shown: MockArrival?
    for member in cast.members {
      let (events, next, records) = try member.mock.events(from: marks[member.name] ?? 0)
      marks[member.name] = next
      note(events, of: member.name, on: step.day, records)
      if let wanted = step.shown, wanted.member == member.name {
        shown = events.last { $0.type == wanted.type }
      }
      let news = events.filter { !$0.isCheckpoint }
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
    return Account(step: step, told: told, untold: untold, duration: took, shown: shown)
  }

  private func note(_ events: [MockArrival], of member: String, on day: Int, _ records: Int) {
    var ledger = ledgers[member] ?? Ledger()
    ledger.withdrawn += events.count { $0.isWithdrawal }
    ledger.told += events.count { $0.isState && !$0.isWithdrawal }
    ledger.facts += events.count { !$0.isState && !$0.isCheckpoint }
    ledger.records = records
    if !events.isEmpty { ledger.lastDay = day }
    ledgers[member] = ledger
  }
}
