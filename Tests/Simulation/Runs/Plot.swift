import Domain
@testable import Gateway
import Wire

/// What happens in a random run: the cast it begins with, commands, faults and crashes.
struct Plot {
  let run: Run
  private let commandCount: Int
  private var isTerminationDue: Bool

  init(seed: UInt64, commandCount: Int = 45) throws {
    var settings = Node.Settings()
    var chance = Chance(seed: seed &+ 0x5eed)
    settings.behindLimit = Int64(chance.pick([3, 12, 500]))
    settings.exceptionLimit = chance.pick([2, 1_000])
    run = try Run(seed: seed, settings: settings)
    self.commandCount = commandCount
    isTerminationDue = chance.percent() < 30
  }

  /// Plays the whole run.
  mutating func play() throws {
    try found()
    try run.start()
    for index in 0..<commandCount {
      try waitAWhile()
      try act()
      if index == commandCount / 3 { try secondEndpoint() }
      if index == commandCount / 2, isTerminationDue { try terminate() }
    }
    try run.quieten()
    try run.checkEnd()
  }

  private func waitAWhile() throws {
    var isOver = false
    let pause = run.chance.percent() < 60 ? 0...400 : 0...9_000
    run.later(run.chance.milliseconds(pause)) { isOver = true }
    while !isOver { try run.step() }
  }

  private mutating func act() throws {
    switch run.chance.percent() {
    case 0..<6:
      if run.node != nil {
        try run.crash()
        let restart = run
        run.later(run.chance.milliseconds(0...4_000)) { [unowned restart] in try restart.start() }
      }
    case 6..<10:
      if let id = run.chance.pick(from: run.receivers.keys.sorted()) {
        run.bringDown(id, for: run.chance.milliseconds(500...60_000))
      }
    default:
      guard run.node != nil else { return }
      if run.chance.percent() < 3 { run.world.faults.failNext() }
      var maker = CommandMaker(cast: run.cast, chance: run.chance)
      let made = try maker.make(about: run.lastLost)
      run.chance = maker.chance
      run.lastLost = nil
      guard let made else { return }
      try run.perform(made.command, by: made.actor)
    }
  }

  /// The brand, two dealers, one of them above a third; all with endpoints.
  private func found() throws {
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
    try cast.allow(field, to: Rule.SeenBy(groups: [top]))
    try cast.allow(
      sales, to: Rule.SeenBy(partners: [partners[2]]), of: .enterprise, Cast.nameOnly)
    try cast.endpoint(of: .enterprise)
    for partner in partners { try cast.endpoint(of: .partner(partner)) }
  }

  /// A second system of the first dealer, while everything goes on.
  private func secondEndpoint() throws {
    guard run.node != nil, try !run.isTerminated(.partner(run.cast.partners[0])) else { return }
    run.world.faults.clear()
    let id = try run.cast.endpoint(of: .partner(run.cast.partners[0]), parallel: 1)
    run.note("second endpoint \(run.short(id))")
    run.announce()
  }

  private func terminate() throws {
    guard run.node != nil else { return }
    let partner = run.cast.partners[1]
    try run.perform(.movePartner(partner, .terminate(children: .end)))
  }
}
