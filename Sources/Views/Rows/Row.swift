package import Crypto
package import Domain
package import Wire

/// A record as one party sees it.
///
/// Two rows are equal exactly if the party would be sent the same data.
package struct Row: Hashable, Sendable {
  package let record: RecordID
  package let kind: RecordKind
  /// What the party calls the record.
  package let id: String
  /// The record as it is sent: canonical JSON (RFC 8785) of the visible members, ids and contract
  /// version among them; hidden fields are absent.
  package let canonicalBytes: [UInt8]
  package let classes: FieldClassSet
  /// Where each member's value stands, in the members' order.
  private let marks: [Mark]

  /// The place of one member's value within the bytes.
  struct Mark: Hashable, Sendable {
    let name: String
    let start: Int
    let end: Int
  }

  package struct Member: Hashable, Sendable {
    package let name: String
    /// Canonical JSON.
    package let value: [UInt8]
  }

  /// The contract version under which rows are formed.
  package static let contractVersion = 1

  init(
    record: RecordID, kind: RecordKind, id: String, canonicalBytes: [UInt8], marks: [Mark],
    classes: FieldClassSet
  ) {
    self.record = record
    self.kind = kind
    self.id = id
    self.canonicalBytes = canonicalBytes
    self.marks = marks
    self.classes = classes
  }

  package static func == (left: Row, right: Row) -> Bool {
    // The bytes hold id and kind; places in them follow from them.
    left.record == right.record && left.classes == right.classes
      && left.canonicalBytes == right.canonicalBytes
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(record)
    hasher.combine(canonicalBytes)
  }

  /// The visible members in the order of RFC 8785.
  package var members: [Member] {
    marks.map { Member(name: $0.name, value: Array(value(of: $0))) }
  }

  package func write(to writer: inout JSONWriter) {
    writer.raw(canonicalBytes)
  }

  /// What copies are compared by.
  package var digest: Digest {
    SHA256.hash(canonicalBytes)
  }

  /// The names of the members that differ between two rows of one record, in order.
  package func changes(since before: Row) -> [String] {
    var names: [String] = []
    var old = before.marks[...]
    // Both are in the order of names: each step takes the earlier one, or both.
    for mark in marks {
      while let first = old.first, first.name.utf8.lexicographicallyPrecedes(mark.name.utf8) {
        names.append(first.name)
        old.removeFirst()
      }
      guard let first = old.first, first.name == mark.name else {
        names.append(mark.name)
        continue
      }
      if before.value(of: first) != value(of: mark) { names.append(mark.name) }
      old.removeFirst()
    }
    return names + old.map(\.name)
  }

  private func value(of mark: Mark) -> ArraySlice<UInt8> {
    canonicalBytes[mark.start..<mark.end]
  }
}
