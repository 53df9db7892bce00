import Crypto
package import Views
package import Wire

/// The sums of a copy by ranges of its ids, made in one pass over it.
package struct CopySums: Sendable {
  private let records: [ClaimedRecord]
  /// One sum for each count of first records: a range is the difference of two of them.
  private let sums: [ViewSum]

  package init(_ records: some Sequence<ClaimedRecord>) {
    self.records = records.sorted { ($0.shown, $0.id) < ($1.shown, $1.id) }
    var sums = [ViewSum()]
    sums.reserveCapacity(self.records.count + 1)
    var sum = ViewSum()
    for record in self.records {
      sum.add(record.digest)
      sums.append(sum)
    }
    self.sums = sums
  }

  package var count: Int { records.count }

  package func sum(of range: IDRange) -> ViewSum {
    let places = places(of: range)
    return sums[places.upperBound] - sums[places.lowerBound]
  }

  package func records(in range: IDRange) -> [ClaimedRecord] {
    Array(records[places(of: range)])
  }

  private func places(of range: IDRange) -> Range<Int> {
    let last = range.last
    let start = place { $0 >= range.first }
    return start..<max(start, place { $0 > last })
  }

  /// The place of the first record whose digits are so; what is so stays so further on.
  private func place(where isBehind: (Block128) -> Bool) -> Int {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(records[middle].shown) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension ClaimedRecord {
  /// A record of a copy as it was told; nil where its id is missing or none.
  package init?(told record: JSONObject) {
    guard let id = record["id"]?.string else { return nil }
    self.init(id: id, digest: SHA256.hash(JSON.object(record).canonicalBytes))
  }
}
