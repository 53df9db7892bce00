package import Domain
package import Wire

/// Rules by a time of theirs.
///
/// As good as always it holds a few, for most rules have no window.
package struct DueRules: Sendable {
  private var rules: [Timestamp: Set<RuleID>] = [:]
  /// The least of the times.
  package private(set) var earliest: Timestamp?

  mutating func insert(_ rule: RuleID, _ time: Timestamp?) {
    guard let time else { return }
    rules[time, default: []].insert(rule)
    earliest = min(earliest ?? time, time)
  }

  mutating func remove(_ rule: RuleID, _ time: Timestamp?) {
    guard let time else { return }
    rules[time]?.remove(rule)
    guard rules[time]?.isEmpty == true else { return }
    rules[time] = nil
    if earliest == time { earliest = rules.keys.min() }
  }

  /// Those with a time up to `now`, the earliest first and then by id.
  package func due(at now: Timestamp) -> [RuleID] {
    guard let earliest, earliest <= now else { return [] }
    return rules.keys.filter { $0 <= now }.sorted().flatMap { rules[$0]?.sorted() ?? [] }
  }
}
