package import Crypto
import Domain

/// Answers what a party says of its copy, from the kept sums of its view.
///
/// Pure but for reading rows, which is done for ranges narrower than what is kept alone.
package struct RangeComparison<Failure: Error> {
  /// Of a range with more records than this the single ones are not named: it is asked in parts.
  package static var leafLimit: Int { 64 }
  /// At most this many records are named in one answer; ranges beyond are asked again.
  package static var namedLimit: Int { 160 }

  private let sums: ViewSums
  private let unsettled: UnsettledRecords
  private let read: Read
  private var known: [IDRange: [Held]] = [:]

  package typealias Read = ([ViewSums.Member]) throws(Failure) -> [Held]

  /// A record as the view has it.
  package struct Held: Sendable {
    package let id: String
    /// The digits of the id.
    package let shown: Block128
    package let digest: Digest

    package init(id: String, shown: Block128, digest: Digest) {
      self.id = id
      self.shown = shown
      self.digest = digest
    }
  }

  /// `read` gives the present rows of records that the sums hold.
  package init(sums: ViewSums, unsettled: UnsettledRecords, read: @escaping Read) {
    self.sums = sums
    self.unsettled = unsettled
    self.read = read
  }

  /// One verdict for each claim, in their order.
  package mutating func verdicts(on claims: [RangeClaim]) throws(Failure) -> [RangeVerdict] {
    var verdicts: [RangeVerdict] = []
    var left = Self.namedLimit
    for claim in claims {
      let verdict = try verdict(on: claim, naming: left)
      left -= verdict.findings?.count ?? 0
      verdicts.append(verdict)
    }
    return verdicts
  }

  private mutating func verdict(
    on claim: RangeClaim, naming left: Int
  ) throws(Failure) -> RangeVerdict {
    let mine = try sum(of: claim.range)
    if mine == claim.sum { return RangeVerdict(claim.range, .equal, count: mine.count) }
    guard case .records(let records) = claim.content, mine.count <= Self.leafLimit else {
      return coarse(claim, mine)
    }
    let findings = findings(records, in: claim.range, held: try held(in: claim.range))
    guard findings.count <= left else { return coarse(claim, mine) }
    let result: RangeVerdict.Result =
      findings.count == findings.pending.count ? .pending : .different
    return RangeVerdict(claim.range, result, count: mine.count, findings: findings)
  }

  private func coarse(_ claim: RangeClaim, _ mine: ViewSum) -> RangeVerdict {
    RangeVerdict(
      claim.range, unsettled.overlaps(claim.range) ? .pending : .different, count: mine.count)
  }

  private mutating func sum(of range: IDRange) throws(Failure) -> ViewSum {
    if let sum = sums.sum(of: range) { return sum }
    return try held(in: range).reduce(into: ViewSum()) { sum, held in sum.add(held.digest) }
  }

  /// The records of a range, read part by part and once.
  private mutating func held(in range: IDRange) throws(Failure) -> [Held] {
    guard range.digits >= ViewSums.digits else { return try read(sums.members(in: range)) }
    let part = IDRange(digits: ViewSums.digits, of: range.first)
    let whole: [Held]
    if let found = known[part] {
      whole = found
    } else {
      whole = try read(sums.members(around: part))
      known[part] = whole
    }
    return range == part ? whole : whole.filter { range.contains($0.shown) }
  }

  private func findings(
    _ claimed: [ClaimedRecord], in range: IDRange, held: [Held]
  ) -> RangeFindings {
    var findings = RangeFindings()
    var open = Dictionary(claimed.map { ($0.id, $0) }) { first, _ in first }
    func note(
      _ id: String, _ shown: Block128, _ list: WritableKeyPath<RangeFindings, [String]>
    ) {
      findings[keyPath: unsettled.contains(shown) ? \.pending : list].append(id)
    }
    for held in held.sorted(by: { $0.shown < $1.shown }) {
      guard let mine = open.removeValue(forKey: held.id) else {
        note(held.id, held.shown, \.missing)
        continue
      }
      if mine.digest != held.digest { note(held.id, held.shown, \.different) }
    }
    for record in open.values.sorted(by: { ($0.shown, $0.id) < ($1.shown, $1.id) }) {
      note(record.id, record.shown, \.extra)
    }
    return findings
  }
}
