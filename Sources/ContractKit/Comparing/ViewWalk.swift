package import Views

/// Finds what differs between a copy and the sender's view, in few exchanges: sums of ranges first,
/// and where they differ those of narrower ones, down to single records.
package struct ViewWalk {
  private let copy: CopySums
  /// Ranges whose sums are to be sent.
  private var open = IDRange.all.children
  /// Ranges whose records are to be sent.
  private var leaves: [IDRange] = []
  private var found = Found()

  /// What the walk came to, by the party's ids.
  package struct Found: Hashable, Sendable {
    package var missing: [String] = []
    package var extra: [String] = []
    package var different: [String] = []
    /// On their way; to be looked at again later.
    package var pending: [String] = []
    package var exchanges = 0

    package init() {}

    package var isEqual: Bool {
      missing.isEmpty && extra.isEmpty && different.isEmpty && pending.isEmpty
    }
  }

  /// What one request may hold: ranges, and records in them.
  package static let rangesPerRequest = 128
  /// A range with at most this many records on both sides is asked record by record.
  package static let leafLimit = 64

  package init(_ copy: CopySums) {
    self.copy = copy
  }

  /// Walks to the end; `ask` is one exchange, and answers each claim in its place.
  package consuming func run<Failure: Error>(
    _ ask: ([RangeClaim]) throws(Failure) -> [RangeVerdict]
  ) throws(Failure) -> Found {
    while !open.isEmpty || !leaves.isEmpty {
      let claims = open.isEmpty ? takeLeaves() : takeRanges()
      let verdicts = try ask(claims)
      found.exchanges += 1
      for (place, claim) in claims.enumerated() {
        // What was left out of an answer is asked again.
        guard place < verdicts.count else {
          putBack(claim)
          continue
        }
        take(verdicts[place], on: claim, isFirst: place == 0)
      }
    }
    return found
  }

  private mutating func takeRanges() -> [RangeClaim] {
    let batch = open.prefix(Self.rangesPerRequest)
    open.removeFirst(batch.count)
    return batch.map { RangeClaim($0, .sum(copy.sum(of: $0))) }
  }

  private mutating func takeLeaves() -> [RangeClaim] {
    var claims: [RangeClaim] = []
    var size = 0
    while let leaf = leaves.first {
      let records = copy.records(in: leaf)
      size += 1 + records.count
      guard claims.isEmpty || size <= Self.rangesPerRequest else { break }
      leaves.removeFirst()
      claims.append(RangeClaim(leaf, .records(records)))
    }
    return claims
  }

  private mutating func putBack(_ claim: RangeClaim) {
    switch claim.content {
    case .sum: open.append(claim.range)
    case .records: leaves.append(claim.range)
    }
  }

  private mutating func take(_ verdict: RangeVerdict, on claim: RangeClaim, isFirst: Bool) {
    guard verdict.result != .equal else { return }
    switch claim.content {
    case .sum(let mine):
      let isSmall = max(mine.count, verdict.count) <= Self.leafLimit
      if isSmall { leaves.append(claim.range) } else { open += claim.range.children }
    case .records:
      if let findings = verdict.findings {
        found.missing += findings.missing
        found.extra += findings.extra
        found.different += findings.different
        found.pending += findings.pending
      } else if isFirst {
        // Nothing before it took the room: it has grown.
        open += claim.range.children
      } else {
        leaves.append(claim.range)
      }
    }
  }
}
