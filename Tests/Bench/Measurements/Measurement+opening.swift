import BenchBaselines
import Domain

extension Measurement {
  private static let opened = 2_000

  /// A rule that shows a large department to many partners at once.
  static func opening(_ bench: Bench) throws -> [Figure] {
    let before = Receiver.count
    let crowd = try Crowd(in: "\(bench.folder)/opening", contacts: opened)
    defer { crowd.world.stop() }
    _ = try Receiver.wait(for: Crowd.told, since: before, within: .seconds(60))
    try Crowd.settle(within: .seconds(40))
    let steady = try Series.median((0..<Series.rounds).map { try steadyRate(crowd, round: $0) })
    let writes = try SmallWrites(of: crowd.hidden, in: crowd.world)
    defer { writes.end() }
    _ = baseline_bell_wait(7, 3_000)
    let calm = try writes.takeLongest()
    let rate = try openedRate(crowd, within: .seconds(8))
    let longest = try writes.takeLongest()
    return [
      Figure(
        "2,000 people shown to 800 partners", Series([(rate, steady)]), unit: "/s",
        of: "changes of 25 to the same 800", atLeast: 0.6),
      Figure(
        "  longest wait of a small write meanwhile", longest, unit: "ms", atMost: 50,
        limitName: "\(Text.number(calm)) ms in 3 s before"),
    ]
  }

  /// Deliveries per second of changes to the endpoints that the rule will speak to.
  private static func steadyRate(_ crowd: Crowd, round: Int) throws -> Double {
    try Crowd.settle(within: .seconds(20))
    let before = Receiver.count
    try crowd.world.run(
      crowd.group.enumerated().map {
        try crowd.world.change($1, number: 6_000_000 + round * 1_000 + $0)
      })
    let start = crowd.world.counter.newestNanoseconds
    let count = Crowd.some.count * Crowd.groupSize
    let end = try Receiver.wait(for: count, since: before, within: .seconds(30))
    return Double(count) / (Double(end - start) / 1e9)
  }

  /// Arrivals per second from the moment that the rule is handed in; by far not all come in time.
  private static func openedRate(_ crowd: Crowd, within time: Duration) throws -> Double {
    try Crowd.settle(within: .seconds(20))
    let seen = Rule.Seen(departments: [crowd.world.people.department])
    let rule = try crowd.rule("open", seen, by: Crowd.some.kinds)
    let before = Receiver.count
    let start = baseline_nanoseconds()
    try crowd.world.run([rule])
    let end = start + time.components.seconds * 1_000_000_000
    while baseline_nanoseconds() < end { _ = baseline_bell_wait(7, 20) }
    let passed = baseline_nanoseconds() - start
    return Double(Receiver.count - before) / (Double(passed) / 1e9)
  }
}
