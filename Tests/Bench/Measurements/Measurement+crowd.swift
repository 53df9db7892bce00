import BenchBaselines
import Domain

extension Measurement {
  /// Changes that ten, a thousand and ten thousand partners see, each at an endpoint of its own.
  static func crowd(_ bench: Bench) throws -> [Figure] {
    let before = Receiver.count
    let crowd = try Crowd(in: "\(bench.folder)/crowd", contacts: 0)
    var isRunning = true
    defer {
      if isRunning { crowd.world.stop() }
      baseline_crowd_close()
    }
    _ = try Receiver.wait(for: Crowd.told, since: before, within: .seconds(60))
    try Crowd.settle(within: .seconds(40))
    let sample = try Sample()
    _ = try sample.bareCrowd(hosts: Crowd.hosts, requests: Crowd.sizes[2])
    var number = 8_000_000
    var figures: [Figure] = []
    for (contact, size) in zip(crowd.contacts, Crowd.sizes) {
      let series = try Series(rounds: size < 10_000 ? 9 : 3) {
        number += 1
        return try fanOut(crowd.world, contact, to: size, number: number) * 1_000
      } limit: {
        try sample.bareCrowd(hosts: Crowd.hosts, requests: size) * 1_000
      }
      figures.append(
        Figure(
          "a change to \(Text.number(Double(size))) partners, to the last", series, unit: "ms",
          beside: "sharded libcurl in C, signing"))
    }
    crowd.world.stop()
    isRunning = false
    let rows = try crowd.rowsOfChanges()
    figures.append(
      Figure(
        "  rows that each of them adds to the store", Double(rows.max() ?? 0), unit: "rows",
        atMost: Double(rows.min() ?? 0), limitName: "the least of the three"))
    return figures
  }

  /// Seconds from the commit of a change to the arrival of the last of its events.
  private static func fanOut(
    _ world: World, _ contact: ContactID, to size: Int, number: Int
  ) throws -> Double {
    try Crowd.settle(within: .seconds(10))
    let before = Receiver.count
    try world.run([try world.change(contact, number: number)])
    let start = world.counter.newestNanoseconds
    let end = try Receiver.wait(for: size, since: before, within: .seconds(30))
    try Crowd.settle(within: .seconds(10))
    guard Receiver.count - before == size else {
      throw BenchError("\(Receiver.count - before) requests for one change to \(size) partners")
    }
    return Double(end - start) / 1e9
  }
}
