/// Which numbers of one epoch a receiver has accounted for.
struct NumberLedger: Hashable, Sendable {
  /// Every number from 1 up to here is accounted for.
  private(set) var complete: Int64 = 0
  private(set) var highest: Int64 = 0
  private var above: Set<Int64> = []

  mutating func add(_ number: Int64) {
    highest = max(highest, number)
    guard number > complete else { return }
    above.insert(number)
    while above.remove(complete + 1) != nil { complete += 1 }
  }

  /// The numbers up to `last` that are not accounted for, at most `limit` of them.
  func missing(through last: Int64, limit: Int = 1_000) -> [Int64] {
    var result: [Int64] = []
    var number = complete + 1
    while number <= last, result.count < limit {
      if !above.contains(number) { result.append(number) }
      number += 1
    }
    return result
  }
}
