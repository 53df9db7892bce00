/// How much of one organization may be removed within a sliding window before a person must confirm.
///
/// The larger of the two bounds holds, so that a small organization can be emptied by hand while a
/// run-away job in a large one is stopped at a share of it.
package struct RemovalLimit: Hashable, Sendable {
  /// So many records may always be removed.
  package let records: Int
  /// The share of the organization's records that may be removed, where that is more.
  package let percent: Int
  package let window: Duration

  /// 100 records or 10 % of them, in 24 hours.
  package static let standard = RemovalLimit(
    unchecked: 100, percent: 10, window: .seconds(24 * 3600))

  /// Records are 0 to 1,000,000,000, percent 0 to 100, a window 1 second to 31 days.
  package init(records: Int, percent: Int, window: Duration) throws(InvalidValue) {
    guard (0...1_000_000_000).contains(records), (0...100).contains(percent),
      window >= .seconds(1), window <= .seconds(31 * 24 * 3600)
    else {
      throw InvalidValue("a removal limit is a number of records, a percentage and up to 31 days")
    }
    self.init(unchecked: records, percent: percent, window: window)
  }

  private init(unchecked records: Int, percent: Int, window: Duration) {
    self.records = records
    self.percent = percent
    self.window = window
  }

  /// How many may go of an organization that had `size` records.
  package func allowed(ofSize size: Int) -> Int {
    max(records, size * percent / 100)
  }

  /// The least size of an organization of which `count` records may go; nil where none is enough.
  package func size(allowing count: Int) -> Int? {
    if count <= records { return 0 }
    return percent == 0 ? nil : (count * 100 + percent - 1) / percent
  }
}

/// What an organization has lost to removals within the window.
package struct RemovalCount: Hashable, Sendable {
  /// Without those that a person confirmed.
  package var unconfirmed = 0
  /// All of them.
  package var all = 0

  package init(unconfirmed: Int = 0, all: Int = 0) {
    self.unconfirmed = unconfirmed
    self.all = all
  }
}

/// Why removals are held up, in numbers.
package struct RemovalExcess: Hashable, Sendable {
  /// How many may go within the window without a person.
  package let limit: Int
  package let window: Duration
  /// How many have gone within it, confirmed ones included.
  package let removed: Int
  /// What a person names to let this removal through: all that are gone then.
  package let confirmation: Int
}
