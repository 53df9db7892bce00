import BenchBaselines
import Domain

extension Measurement {
  /// The memory that a gateway takes for a difference over a large view.
  static func difference(_ bench: Bench) throws -> [Figure] {
    let count = bench.importedRows
    let folder = "\(bench.folder)/difference"
    let key = try makeLargeWorld(in: folder, contacts: count)
    let served = try ServedWorld(existing: folder, allowing: "127.0.0.0/8")
    defer { served.child.stop() }
    _ = try served.waitUntilReady()
    try Crowd.settle(within: .seconds(20))
    let idle = served.residentKibibytes
    let before = Receiver.count
    let begin = baseline_nanoseconds()
    try served.command(
      ["rule", "change", "all", "--contact", "", "--department", "sales"], key: key,
      output: "\(folder)/rule.txt")
    let end = try Receiver.wait(for: count, since: before, within: .seconds(600))
    let rate = Double(count) / (Double(end - begin) / 1e9)
    return [
      Figure(
        "memory above idle, \(Text.number(Double(count))) records differ",
        Double(served.child.memory(.peak) - idle) / 1_024, unit: "MiB", atMost: 32,
        limitName: "peak, \(Text.number(rate)) told per second")
    ]
  }

  /// A partner that sees one of them, and has been told; gives the key of the enterprise.
  private static func makeLargeWorld(in folder: String, contacts count: Int) throws -> String {
    let world = try World(in: folder, contacts: count)
    defer { world.stop() }
    var change = Rule.Change()
    change.seen = Rule.Seen(contacts: [world.contacts[0]])
    try world.run([.change(.rule(world.people.rule, change))])
    let before = Receiver.count
    _ = try world.addEndpoint(port: Receiver.port)
    _ = try Receiver.wait(for: 1, since: before, within: .seconds(20))
    try Crowd.settle(within: .seconds(20))
    return world.brandKey
  }

  /// What partners cost that nothing happens to.
  static func idle(_ bench: Bench) throws -> [Figure] {
    let folder = "\(bench.folder)/idle"
    let empty = try ServedWorld(in: "\(bench.folder)/empty", contacts: 0)
    defer { empty.child.stop() }
    _ = try empty.waitUntilReady()
    let before = Receiver.count
    let crowd = try Crowd(in: folder, contacts: 0)
    do {
      defer { crowd.world.stop() }
      _ = try Receiver.wait(for: Crowd.told, since: before, within: .seconds(60))
      try Crowd.settle(within: .seconds(40))
    }
    let served = try ServedWorld(existing: folder, allowing: "127.0.0.0/8")
    defer { served.child.stop() }
    _ = try served.waitUntilReady()
    try Crowd.settle(within: .seconds(40))
    _ = baseline_bell_wait(7, 2_000)
    let taken = Double(served.residentKibibytes - empty.residentKibibytes)
    return [
      Figure(
        "memory of an idle partner with an endpoint", taken / Double(crowd.endpoints.count),
        unit: "KiB", atMost: 1, limitName: "resident, of 10,000")
    ]
  }
}
