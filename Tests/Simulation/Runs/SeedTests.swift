import Glibc
import Testing

/// Random runs, one seed each.
///
/// `WEIR_SEED=n` replays one with its whole trace, `WEIR_SEEDS=a...b` or a count runs others.
struct `Random runs` {
  static let seeds: [UInt64] = Seeds.chosen

  @Test(arguments: seeds)
  func `every copy equals the view at the end, and no promise is broken on the way`(
    seed: UInt64
  ) throws {
    var plot = try Plot(seed: seed)
    do {
      try plot.play()
    } catch {
      let record = (error as? Violation)?.record
      let trace = plot.run.trace.text(
        of: Seeds.isReplay ? nil : record, limit: Seeds.isReplay ? 2_000 : 30)
      Issue.record("seed \(seed): \(error)\n\(trace)")
    }
  }
}

/// Which seeds are run.
enum Seeds {
  static let ordinaryCount: UInt64 = 500

  static var isReplay: Bool { variable("WEIR_SEED") != nil }

  static var chosen: [UInt64] {
    if let text = variable("WEIR_SEED"), let seed = UInt64(text) { return [seed] }
    guard let text = variable("WEIR_SEEDS") else { return Array(1...ordinaryCount) }
    let ends = text.split(separator: ".").compactMap { UInt64($0) }
    if ends.count == 2, ends[0] <= ends[1] { return Array(ends[0]...ends[1]) }
    return Array(1...max(1, ends.first ?? ordinaryCount))
  }

  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
