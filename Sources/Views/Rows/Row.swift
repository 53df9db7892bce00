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
  /// The visible members in the order of RFC 8785, ids and contract version among them; hidden
  /// fields are absent.
  package let members: [Member]
  package let classes: FieldClassSet

  package struct Member: Hashable, Sendable {
    package let name: String
    /// Canonical JSON.
    package let value: [UInt8]

    init(_ name: String, _ value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  /// The contract version under which rows are formed.
  package static let contractVersion = 1

  init(
    record: RecordID, kind: RecordKind, id: String, members: [Member], classes: FieldClassSet
  ) {
    self.record = record
    self.kind = kind
    self.id = id
    // All names are ASCII, where the order of bytes is that of UTF-16 code units.
    self.members = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.classes = classes
  }

  /// The record as it is sent: canonical JSON (RFC 8785).
  package var canonicalBytes: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.finish()
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for member in members {
      writer.key(member.name)
      writer.raw(member.value)
    }
    writer.endObject()
  }

  /// What copies are compared by.
  package var digest: Digest {
    SHA256.hash(canonicalBytes)
  }

  /// The names of the members that differ between two rows of one record, in order.
  package func changes(since before: Row) -> [String] {
    let old = Dictionary(
      before.members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
