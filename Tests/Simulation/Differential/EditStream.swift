import Domain
@testable import Gateway

/// Random edits without end in a world that neither empties nor grows without bound.
struct EditStream {
  let run: Run
  /// Whether partners are suspended and endpoints paused.
  var pauses = true
  private var undoing: [CommandMaker.Made] = []

  init(_ run: Run) {
    self.run = run
  }

  private static let limits: [RecordKind: ClosedRange<Int>] = [
    .rule: 18...26, .contact: 36...50, .department: 10...22, .membership: 5...9, .link: 15...30,
  ]

  /// Performs one edit that is not refused; delivery is not told.
  mutating func next(contactsOnly: Bool = false) throws {
    for _ in 0..<100 {
      guard let made = try contactsOnly ? contactEdit() : anyEdit(), isAllowed(made) else {
        continue
      }
      let back = try CommandMaker(cast: run.cast, chance: run.chance).undoing(made)
      guard try run.perform(made.command, by: made.actor, isAnnounced: false) else { continue }
      if let back { undoing.append(back) }
      if undoing.count > 3 { undoing.removeFirst() }
      return
    }
    throw Violation("a hundred edits in a row are refused")
  }

  /// Narrows an endpoint otherwise than before.
  mutating func rescope() throws {
    let endpoints = try run.world.current.endpoints.values.sorted { $0.id < $1.id }
    let endpoint = run.chance.pick(endpoints)
    var change = Endpoint.Change()
    change.scope = run.chance.scope(of: endpoint.party, run.cast)
    try run.perform(.change(.endpoint(endpoint.id, change)), isAnnounced: false)
  }

  private func isAllowed(_ made: CommandMaker.Made) -> Bool {
    switch made.command {
    case .change(.endpoint(_, let change)): pauses || change.state == nil
    case .movePartner: pauses
    default: true
    }
  }

  private mutating func contactEdit() throws -> CommandMaker.Made? {
    var maker = CommandMaker(cast: run.cast, chance: run.chance)
    let made = try maker.chance.percent() < 25 ? maker.linkCommand() : maker.contactCommand()
    run.chance = maker.chance
    return made
  }

  private mutating func anyEdit() throws -> CommandMaker.Made? {
    if run.chance.percent() < 15, let back = undoing.popLast() { return back }
    var maker = CommandMaker(cast: run.cast, chance: run.chance)
    defer { run.chance = maker.chance }
    if run.chance.percent() < 50, let made = try balancing(&maker) { return made }
    return try maker.make(about: nil)
  }

  /// One more of what there is too little of, or one less of what there is too much of.
  private func balancing(_ maker: inout CommandMaker) throws -> CommandMaker.Made? {
    for (kind, limits) in Self.limits.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let all = run.world.orderedRecords.filter { $0.kind == kind }
      if all.count > limits.upperBound { return Self.removing(maker.chance.pick(all)) }
      guard all.count < limits.lowerBound else { continue }
      switch kind {
      case .rule: return try maker.newRule()
      case .contact: return try maker.newContact()
      case .membership: return maker.newMembership()
      case .link: return maker.linkCommand()
      default: continue
      }
    }
    return nil
  }

  private static func removing(_ record: Record) -> CommandMaker.Made {
    if record.kind == .membership {
      return CommandMaker.Made(command: .endMembership(.init(record.id), children: .end))
    }
    return CommandMaker.Made(
      command: .remove(record.id, record.kind), actor: Cast.actor(record.owner))
  }
}
