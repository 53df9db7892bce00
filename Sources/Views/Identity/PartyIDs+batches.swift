import Crypto
package import Domain
import Wire

/// What an id stands for once it is read: one internal id and the kind that its beginning says.
///
/// The enterprise and its partners have ids of one form; both read as `.partner`.
package struct IdentifiedRecord: Hashable, Sendable {
  package let record: RecordID
  package let kind: RecordKind

  package init(_ record: RecordID, _ kind: RecordKind) {
    self.record = record
    self.kind = kind
  }
}

extension PartyIDs {
  /// Reads ids of any kinds, in their order; nil for each text that has not even the form of one.
  ///
  /// The ids go through the cipher together, which takes a tenth of the time that it takes one by one.
  package func records(_ texts: [String]) -> [IdentifiedRecord?] {
    var blocks: [Block128] = []
    blocks.reserveCapacity(texts.count)
    let kinds = texts.map { text -> RecordKind? in
      guard let (kind, block) = Self.parts(of: text) else { return nil }
      blocks.append(block)
      return kind
    }
    var records = zip(blocks, ids.decrypt(blocks)).makeIterator()
    return kinds.map { kind in
      guard let kind, let (block, record) = records.next() else { return nil }
      let kept = epoch > 0 && kind.keepsItsIDs ? permutation(of: kind).decrypt(block) : nil
      return IdentifiedRecord(RecordID(kept ?? record), kind)
    }
  }

  /// The ids of records in their order, nil where there is none.
  package func texts(_ records: [IdentifiedRecord?]) -> [String?] {
    var blocks = ids.encrypt(records.compactMap { $0?.record.bits }).makeIterator()
    return records.map { record in
      guard let record, let block = blocks.next() else { return nil }
      guard epoch == 0 || !record.kind.keepsItsIDs else { return text(record.record, record.kind) }
      return Hex.encode(high: block.high, low: block.low, after: record.kind.idPrefix)
    }
  }

  private static let byteCount = 36

  private static func parts(of text: String) -> (RecordKind, Block128)? {
    let bytes = text.utf8.span
    guard bytes.count == byteCount else { return nil }
    var prefix: UInt32 = 0
    for position in 0..<4 { prefix = prefix << 8 | UInt32(bytes[position]) }
    guard let kind = kinds.first(where: { $0.prefix == prefix })?.kind,
      let words = Hex.words(bytes.extracting(last: 32))
    else { return nil }
    return (kind, Block128(high: words.high, low: words.low))
  }

  /// By the four bytes that ids begin with.
  private static let kinds: [(prefix: UInt32, kind: RecordKind)] =
    RecordKind.allCases.filter { $0 != .enterprise }.map { kind in
      (kind.idPrefix.utf8.reduce(0) { $0 << 8 | UInt32($1) }, kind)
    }
}
