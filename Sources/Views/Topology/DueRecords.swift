package import Domain
package import Wire

/// Rules and agreements by a time of theirs.
///
/// As good as always it holds a few, for most have neither window nor term.
package struct DueRecords: Sendable {
  private var records: [Timestamp: Set<Scheduled>] = [:]
  /// The least of the times.
  package private(set) var earliest: Timestamp?

  mutating func insert(_ record: Scheduled, _ time: Timestamp?) {
    guard let time else { return }
    records[time, default: []].insert(record)
    earliest = min(earliest ?? time, time)
  }

  mutating func remove(_ record: Scheduled, _ time: Timestamp?) {
    guard let time else { return }
    records[time]?.remove(record)
    guard records[time]?.isEmpty == true else { return }
    records[time] = nil
    if earliest == time { earliest = records.keys.min() }
  }

  /// Those with a time up to `now`, the earliest first and then by kind and id.
  package func due(at now: Timestamp) -> [Scheduled] {
    guard let earliest, earliest <= now else { return [] }
    return records.keys.filter { $0 <= now }.sorted().flatMap { records[$0]?.sorted() ?? [] }
  }
}
