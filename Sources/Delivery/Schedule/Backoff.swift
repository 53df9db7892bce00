/// How long to wait before the next try: doubling from a first delay to a ceiling, without end.
package struct Backoff: Hashable, Sendable {
  package let first: Duration
  package let ceiling: Duration

  /// From 5 seconds to 12 hours.
  package static let standard = Backoff(first: .seconds(5), ceiling: .seconds(12 * 3600))

  package init(first: Duration, ceiling: Duration) {
    precondition(first > .zero && ceiling >= first, "a backoff begins above zero and grows")
    self.first = first
    self.ceiling = ceiling
  }

  /// The delay after `attempts` failures (1 or more): the step of the ladder, less up to a fifth.
  ///
  /// Jitter in proportion keeps long delays apart too; `chance` is any 64 random bits.
  package func delay(after attempts: Int, chance: UInt64) -> Duration {
    let doublings = min(max(attempts - 1, 0), 40)
    let step = min(first * (1 << doublings), ceiling)
    let fifths = Double(chance >> 11) / Double(1 << 53) / 5
    return step * (1 - fifths)
  }
}
