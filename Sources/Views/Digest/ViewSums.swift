package import Crypto
package import Domain

/// The sums of a view by the first digits of its ids, moved on by one addition per change.
///
/// Keeps no row, only which records each part holds, so that a narrow range can be read again: 24
/// bytes for a record.
package struct ViewSums: Sendable {
  /// Parts are told apart by this many digits: 4,096 of them, two dozen records in each of a view of
  /// 100,000.
  package static let digits = 3

  private var parts: [UInt16: Part] = [:]
  package private(set) var count = 0

  package struct Member: Hashable, Sendable {
    package let record: RecordID
    package let kind: RecordKind

    package init(record: RecordID, kind: RecordKind) {
      self.record = record
      self.kind = kind
    }
  }

  fileprivate struct Part {
    var sum = ViewSum()
    var members: [Member] = []
  }

  package init() {}

  /// Adds a record that is not in it yet, under the id that the party knows.
  package mutating func add(_ member: Member, as id: Block128, _ digest: Digest) {
    count += 1
    parts[Self.part(of: id), default: Part()].add(member, digest)
  }

  /// Takes out a record that was added with this digest.
  package mutating func remove(_ member: Member, as id: Block128, _ digest: Digest) {
    let number = Self.part(of: id)
    guard parts[number]?.remove(member, digest) == true else { return }
    count -= 1
    if parts[number]?.members.isEmpty == true { parts[number] = nil }
  }

  /// The sum of a range, or nil where it is narrower than what is kept.
  package func sum(of range: IDRange) -> ViewSum? {
    guard range.digits <= Self.digits else { return nil }
    return Self.parts(of: range).reduce(into: ViewSum()) { sum, number in
      if let part = parts[number] { sum = sum + part.sum }
    }
  }

  /// The records of the part that a range of at least as many digits lies in.
  package func members(around range: IDRange) -> [Member] {
    parts[Self.part(of: range.first)]?.members ?? []
  }

  /// The records of a range that holds whole parts.
  package func members(in range: IDRange) -> [Member] {
    Self.parts(of: range).flatMap { parts[$0]?.members ?? [] }
  }

  private static func part(of id: Block128) -> UInt16 {
    UInt16(truncatingIfNeeded: id.high >> UInt64(64 - 4 * digits))
  }

  private static func parts(of range: IDRange) -> ClosedRange<UInt16> {
    part(of: range.first)...part(of: range.last)
  }
}

extension ViewSums.Part {
  fileprivate mutating func add(_ member: ViewSums.Member, _ digest: Digest) {
    sum.add(digest)
    members.append(member)
  }

  fileprivate mutating func remove(_ member: ViewSums.Member, _ digest: Digest) -> Bool {
    guard let place = members.firstIndex(of: member) else { return false }
    sum.remove(digest)
    members.swapAt(place, members.count - 1)
    members.removeLast()
    return true
  }
}

extension ViewSums: Equatable {
  /// Whether both hold the same records with the same sums, in whatever order they came.
  package static func == (left: ViewSums, right: ViewSums) -> Bool {
    left.count == right.count && left.parts.keys == right.parts.keys
      && left.parts.allSatisfy { number, part in
        part.sum == right.parts[number]?.sum
          && Set(part.members) == Set(right.parts[number]?.members ?? [])
      }
  }
}
