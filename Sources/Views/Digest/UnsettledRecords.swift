package import Crypto

/// Records of a view that are on their way to the party's systems, by the digits of the party's ids.
package struct UnsettledRecords: Sendable {
  private let ids: [Block128]
  /// Whether anything in the view may be.
  package let isWhole: Bool

  package init(_ ids: some Sequence<Block128>, isWhole: Bool = false) {
    self.ids = ids.sorted()
    self.isWhole = isWhole
  }

  package func contains(_ id: Block128) -> Bool {
    isWhole || overlaps(IDRange(digits: IDRange.mostDigits, of: id))
  }

  /// Whether one of them is in a range.
  package func overlaps(_ range: IDRange) -> Bool {
    if isWhole { return true }
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < range.first { low = middle + 1 } else { high = middle }
    }
    return low < ids.count && range.contains(ids[low])
  }
}
