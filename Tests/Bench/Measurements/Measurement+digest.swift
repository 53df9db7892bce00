import BenchBaselines
import Crypto
import Domain
import Gateway
import Synchronization
import Views

extension Measurement {
  /// The digest of a partner's view of 100,000 records: summed anew, and ranges of it from kept sums.
  static func digest(_ bench: Bench) throws -> [Figure] {
    let world = try World(in: "\(bench.folder)/digest", contacts: 100_000)
    defer { world.stop() }
    let calibration = Calibration()
    let whole = [RangeClaim(.all, .sum(ViewSum()))]
    // Another party is summed first, for the first look at a store is a look at the disk.
    _ = try compare(whole, of: .enterprise, in: world)
    let cold = try compare(whole, of: .partner(world.people.partner), in: world)
    guard cold.count == 100_001 else { throw BenchError("the view has \(cold.count) records") }
    let ranges = IDRange.all.children.flatMap(\.children).prefix(128)
    let claims = ranges.map { RangeClaim($0, .sum(ViewSum())) }
    let leaf = [RangeClaim(ranges[0].children[0], .records([]))]
    func kept(_ claims: [RangeClaim]) throws -> Double {
      let times = try (0..<51).map { _ in
        try compare(claims, of: .partner(world.people.partner), in: world).milliseconds
      }
      return Series.percentile(times, 0.99)
    }
    return [
      Figure(
        "digest of 100,001 records, anew", cold.milliseconds, unit: "ms",
        atMost: calibration.time(1_000),
        limitName: calibration.description),
      Figure(
        "  128 ranges of it from kept sums, p99", try kept(claims), unit: "ms",
        atMost: calibration.time(10), limitName: calibration.description),
      Figure(
        "  one range record by record, p99", try kept(leaf), unit: "ms",
        atMost: calibration.time(10),
        limitName: calibration.description),
    ]
  }

  private static func compare(
    _ claims: [RangeClaim], of party: Party, in world: World
  ) throws -> (milliseconds: Double, count: Int) {
    let request = ViewComparisonRequest(
      enterprise: world.enterprise, party: party, endpoint: nil, since: nil, claims: claims)
    let found = Mutex<Result<ViewComparisonAnswer, ViewComparisonFailure>?>(nil)
    let start = baseline_nanoseconds()
    world.gateway.compare(request) { result in
      found.withLock { $0 = result }
      baseline_bell_ring(bell)
    }
    while found.withLock({ $0 == nil }) { _ = baseline_bell_wait(bell, 1_000) }
    let milliseconds = Double(baseline_nanoseconds() - start) / 1e6
    guard let answer = try found.withLock({ $0 })?.get() else { throw BenchError("no answer") }
    return (milliseconds, answer.verdicts.reduce(0) { $0 + $1.count })
  }

  private static let bell: Int32 = 6
}
