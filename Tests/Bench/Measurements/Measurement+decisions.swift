import BenchBaselines
import Domain
import Views

extension Measurement {
  /// What parties may see of contacts, under 1,000 rules.
  static func decisions(_ bench: Bench) throws -> [Figure] {
    let world = try DecisionWorld()
    let party = Party.partner(world.partners[0])
    let scope = Scope(of: party, in: world.topology)
    let tables = DecisionTables(of: party, in: world)
    let visible = tables.decide()
    guard visible > 0, visible < world.contacts.count,
      visible == world.contacts.count(where: { scope.visibility(of: $0) != nil })
    else { throw BenchError("the two ways to decide differ") }
    let calibration = Calibration()
    let one = Series(rounds: 9) {
      rate(world.contacts.count) {
        _ = world.contacts.count { scope.visibility(of: $0) != nil }
      }
    } limit: {
      rate(world.contacts.count) { _ = tables.decide() }
    }
    return [
      Figure(
        "visibility decisions, 1,000 rules, one core", one.figure, unit: "/s",
        atLeast: calibration.rate(2_000_000), limitName: calibration.description),
      Figure(
        "  to finished flat tables", one, unit: "/s", of: "C, everything known beforehand",
        atLeast: nil),
      Figure(
        "  by turns for 1,000 parties", byTurns(world), unit: "/s",
        atLeast: calibration.rate(2_000_000), limitName: calibration.description),
    ]
  }

  /// One contact after another, each for many parties, as after a change that many see.
  private static func byTurns(_ world: DecisionWorld) -> Double {
    let scopes = world.partners.prefix(1_000).map { Scope(of: .partner($0), in: world.topology) }
    var next = 0
    return Series.median(
      (0..<9).map { _ in
        rate(scopes.count) {
          let contact = world.contacts[next % world.contacts.count]
          next += 1
          _ = scopes.count { $0.visibility(of: contact) != nil }
        }
      })
  }
}
