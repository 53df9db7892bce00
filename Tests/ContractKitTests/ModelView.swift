import ContractKit
import Crypto
import Domain
import Views
import Wire

/// A view of invented records, kept as sums, and a partner's copy of it.
struct ModelView {
  var sums = ViewSums()
  var copy = Copy()
  var held: [RecordID: RangeComparison<Never>.Held] = [:]

  struct Copy {
    var records: [ClaimedRecord] = []
    var sums: CopySums { CopySums(records) }
  }

  init(records count: Int) {
    for number in 0..<count {
      let kind: RecordKind = number.isMultiple(of: 50) ? .department : .contact
      let record = Self.record(UInt64(number), kind)
      let member = ViewSums.Member(record: RecordID(record.shown), kind: kind)
      sums.add(member, as: record.shown, record.digest)
      held[member.record] = .init(id: record.id, shown: record.shown, digest: record.digest)
      copy.records.append(record)
    }
  }

  /// Ids as random as a keyed permutation makes them.
  static func record(_ number: UInt64, _ kind: RecordKind = .contact) -> ClaimedRecord {
    let words = SHA256.hash(Array("record \(number)".utf8)).words
    let text = Hex.encode(high: words.0, low: words.1, after: kind.idPrefix)
    guard let record = ClaimedRecord(id: text, digest: SHA256.hash(Array(text.utf8))) else {
      preconditionFailure("\(text) is an id")
    }
    return record
  }

  var exchange: ModelExchange { ModelExchange(view: self) }
}

extension ModelView.Copy {
  struct Corrupted {
    var missing: Set<String> = []
    var extra: Set<String> = []
    var different: Set<String> = []
    var all: Set<String> { missing.union(extra).union(different) }
  }

  /// Makes `count` records differ, spread over the copy: other content, gone, invented.
  mutating func corrupt(_ count: Int) -> Corrupted {
    var corrupted = Corrupted()
    let step = records.count / count
    for number in (0..<count).reversed() {
      let place = number * step + step / 2
      let record = records[place]
      switch number % 3 {
      case 0:
        corrupted.different.insert(record.id)
        records[place] =
          ClaimedRecord(id: record.id, digest: record.digest &+ record.digest) ?? record
      case 1:
        corrupted.missing.insert(record.id)
        records.remove(at: place)
      default:
        let invented = ModelView.record(1_000_000 + UInt64(number))
        corrupted.extra.insert(invented.id)
        records.append(invented)
      }
    }
    return corrupted
  }
}

/// Compares through the same texts as a request and its answer, and notes how large they were.
struct ModelExchange {
  var view: ModelView
  var unsettled: [Block128] = []
  private(set) var largest = 0

  init(view: ModelView) {
    self.view = view
  }

  mutating func ask(_ claims: [RangeClaim]) throws -> [RangeVerdict] {
    note(claims.map { claim in { claim.write(to: &$0) } })
    let held = view.held
    var comparison = RangeComparison<Never>(
      sums: view.sums, unsettled: UnsettledRecords(unsettled)
    ) { members in members.compactMap { held[$0.record] } }
    let verdicts = comparison.verdicts(on: claims)
    let answer = note(verdicts.map { verdict in { verdict.write(to: &$0) } })
    return (try JSON.parse(answer)["ranges"]?.array ?? []).compactMap { RangeVerdict($0) }
  }

  /// A body around what is compared, with the other members that one may have.
  @discardableResult
  private mutating func note(_ elements: [(inout JSONWriter) -> Void]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    for name in ["at", "endpoint", "party"] {
      writer.key(name)
      writer.string(name + String(repeating: "0", count: 32))
    }
    writer.key("ranges")
    writer.beginArray()
    for element in elements { element(&writer) }
    writer.endArray()
    writer.endObject()
    let bytes = writer.finish()
    largest = max(largest, bytes.count)
    return bytes
  }
}
