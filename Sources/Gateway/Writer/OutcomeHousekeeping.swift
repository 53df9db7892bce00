/// When outcomes that are too old are dropped, and how many at a time.
struct OutcomeHousekeeping {
  private var lastDrop: Duration?
  private var keptSince = 0

  private static let interval = Duration.seconds(1)
  private static let leastPortion = 256

  /// How many may be dropped in the transaction that begins now; nil where it is too soon.
  ///
  /// Twice what was kept since the last time, so that dropping keeps up with keeping.
  func dropLimit(at now: Duration) -> Int? {
    if let lastDrop, now - lastDrop < Self.interval { return nil }
    return max(Self.leastPortion, 2 * keptSince)
  }

  /// A transaction that began at `now` is durable.
  mutating func committed(keptOutcomes: Int, at now: Duration) {
    if dropLimit(at: now) != nil {
      lastDrop = now
      keptSince = 0
    }
    keptSince += keptOutcomes
  }
}
