import Domain
@testable import Gateway
import Wire

/// What happens in a random run: the cast it begins with, commands, faults and crashes.
///
/// What broke simpler bookkeeping is made to happen often: much happens to one record, in bursts that
/// are followed at once; what was done is undone; the record whose answer was lost is narrowed, and
/// the process ends right after.
struct Plot {
  let run: Run
  private let scale: Scale
  private var isTerminationDue: Bool
  /// What would undo the newest commands, newest last.
  private var undoing: [CommandMaker.Made] = []
  private var favourite: RecordID?

  /// Small worlds are fast and bring the same few records together; large ones have all relations.
  enum Scale {
    case small
    case large

    var commandCount: Int { self == .small ? 55 : 45 }
  }

  init(seed: UInt64) throws {
    var settings = Node.Settings()
    var chance = Chance(seed: seed &+ 0x5eed)
    settings.behindLimit = Int64(chance.pick([2, 4, 12, 500]))
    settings.exceptionLimit = chance.pick([2, 1_000])
    settings.runPage = chance.pick([1, 1, 2, 3, 500])
    scale = chance.percent() < 65 ? .small : .large
    run = try Run(seed: seed, settings: settings)
    isTerminationDue = chance.percent() < 30
  }

  /// Plays the whole run.
  mutating func play() throws {
    try found()
    try run.start()
    for index in 0..<scale.commandCount {
      try waitAWhile()
      try act()
      if index == scale.commandCount / 3 { try secondEndpoint() }
      if index == scale.commandCount / 2, isTerminationDue { try terminate() }
    }
    try run.quieten()
    try run.checkEnd()
  }

  private func waitAWhile() throws {
    var isOver = false
    let pause = run.chance.percent() < 70 ? 0...400 : 0...9_000
    run.later(run.chance.milliseconds(pause)) { isOver = true }
    while !isOver { try run.step() }
  }

  private mutating func act() throws {
    switch run.chance.percent() {
    case 0..<5: try crash(within: 0)
    case 5..<9:
      if let id = run.chance.pick(from: run.receivers.keys.sorted()) {
        run.bringDown(id, for: run.chance.milliseconds(500...60_000))
      }
    case 9..<30: try burst()
    default: try command()
    }
  }

  /// The process ends, and another starts a while later.
  private func crash(within milliseconds: Int) throws {
    run.later(run.chance.milliseconds(0...milliseconds)) { [unowned run] in
      guard run.node != nil else { return }
      try run.crash()
      let pause = run.chance.percent() < 50 ? 0...300 : 0...4_000
      run.later(run.chance.milliseconds(pause)) { [unowned run] in try run.start() }
    }
  }

  /// Several commands that delivery sees all at once.
  private mutating func burst() throws {
    for _ in 0..<run.chance.number(2...7) { try command(isAnnounced: false) }
    if run.node != nil { run.announce() }
    if run.chance.percent() < 25 { try crash(within: 600) }
  }

  private mutating func command(isAnnounced: Bool = true) throws {
    guard run.node != nil else { return }
    if run.chance.percent() < 3 { run.world.faults.failNext() }
    let lost = run.lastLost
    run.lastLost = nil
    guard let made = try made(about: lost) else { return }
    let maker = CommandMaker(cast: run.cast, chance: run.chance)
    let back = try maker.undoing(made)
    guard try run.perform(made.command, by: made.actor, isAnnounced: isAnnounced) else { return }
    if let back { undoing.append(back) }
    if lost != nil, run.chance.percent() < 25 { try crash(within: 25_000) }
  }

  /// The next command: as often as not one that undoes what was done before.
  private mutating func made(about lost: RecordID?) throws -> CommandMaker.Made? {
    if run.chance.percent() < 30, let back = undoing.popLast() { return back }
    if undoing.count > 3 { undoing.removeFirst() }
    var maker = CommandMaker(cast: run.cast, chance: run.chance, favourite: lost ?? favourite)
    let made = try maker.make(about: lost)
    run.chance = maker.chance
    if run.chance.percent() < 10 || favourite == nil {
      let contacts = run.world.records.values.filter { $0.kind == .contact }.map(\.id)
      favourite = run.chance.pick(from: contacts.sorted())
    }
    return made
  }

  // MARK: The cast

  private func found() throws {
    switch scale {
    case .small: try foundSmall()
    case .large: try foundLarge()
    }
  }

  /// The brand and one dealer, which has an endpoint that tells one thing after another.
  private func foundSmall() throws {
    let cast = run.cast
    try cast.found()
    let group = try cast.group()
    let partner = try cast.partner()
    try cast.join(partner, [group])
    let shown = try cast.department()
    let inner = try cast.department(under: shown)
    let hidden = try cast.department()
    for department in [shown, inner, hidden] { try cast.contact(in: department) }
    try cast.contact(in: shown, hidden)
    try cast.linkColleagues()
    // Where little shows, much changes that nobody sees.
    let fields = run.chance.pick([Cast.clear, Cast.nameOnly])
    try cast.allow(shown, to: Rule.SeenBy(groups: [group]), of: .enterprise, fields)
    try cast.allow(
      hidden, to: Rule.SeenBy(partners: [partner]), of: .enterprise, Cast.nameOnly)
    try cast.endpoint(of: .partner(partner), parallel: run.chance.pick([1, 2, 4]))
    if run.chance.percent() < 30 { try cast.endpoint(of: .enterprise, parallel: 2) }
  }

  /// The brand, three dealers, one of them above another; all with endpoints.
  private func foundLarge() throws {
    let cast = run.cast
    try cast.found()
    let top = try cast.group()
    let north = try cast.group(under: top)
    let south = try cast.group(under: top)
    let partners = try (0..<3).map { _ in try cast.partner() }
    let above = try cast.join(partners[0], [north])
    try cast.join(partners[1], [south])
    try cast.join(partners[2], [], under: above)
    let sales = try cast.department()
    let field = try cast.department(under: sales)
    let inner = try cast.department(under: field)
    let hidden = try cast.department()
    for department in [sales, field, inner, inner, hidden] { try cast.contact(in: department) }
    try cast.contact(in: field, hidden)
    for partner in partners {
      let own = try cast.department(of: .partner(partner))
      try cast.contact(of: .partner(partner), in: own)
      try cast.allow(own, to: Rule.SeenBy(enterprise: true), of: .partner(partner))
    }
    try cast.linkColleagues()
    try cast.allow(field, to: Rule.SeenBy(groups: [top]))
    try cast.allow(
      sales, to: Rule.SeenBy(partners: [partners[2]]), of: .enterprise, Cast.nameOnly)
    try cast.foundOther()
    try cast.allow(inner, to: Rule.SeenBy(groups: [cast.otherGroups[0]]))
    try cast.endpoint(of: .enterprise, scope: scope(of: .enterprise))
    for partner in partners {
      try cast.endpoint(of: .partner(partner), scope: scope(of: .partner(partner)))
    }
  }

  /// As often as not the whole view.
  private func scope(of party: Party) throws -> Endpoint.Scope {
    guard run.chance.percent() < 40 else { return .whole }
    let scope = run.chance.scope(of: party, run.cast)
    let own = run.world.records.values.compactMap { record -> ChainID? in
      guard case .membership(let place) = record else { return nil }
      return .partner(place.partner) == party ? place.chain : nil
    }
    // A chain that the partner is no member of is refused.
    guard scope.chains?.isSubset(of: own) ?? true else { return .whole }
    return scope
  }

  /// A second system of the first dealer, while everything goes on.
  private func secondEndpoint() throws {
    guard run.node != nil, try !run.isTerminated(.partner(run.cast.partners[0])) else { return }
    run.world.faults.clear()
    let party = Party.partner(run.cast.partners[0])
    let id = try run.cast.endpoint(of: party, parallel: 1, scope: scope(of: party))
    run.note("second endpoint \(run.short(id))")
    run.announce()
  }

  private func terminate() throws {
    guard run.node != nil else { return }
    let partner = run.cast.partners[run.cast.partners.count > 1 ? 1 : 0]
    try run.perform(.movePartner(partner, .terminate(children: .end)))
  }
}
