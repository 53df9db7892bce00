package import Crypto
package import Wire

/// What a party says that its copy holds of one range.
package struct RangeClaim: Sendable {
  package let range: IDRange
  package let content: Content

  package enum Content: Sendable {
    case sum(ViewSum)
    /// Each record with its digest; all ids are within the range.
    case records([ClaimedRecord])
  }

  package init(_ range: IDRange, _ content: Content) {
    self.range = range
    self.content = content
  }

  /// The sum of what is claimed.
  package var sum: ViewSum {
    switch content {
    case .sum(let sum): sum
    case .records(let records):
      records.reduce(into: ViewSum()) { sum, record in sum.add(record.digest) }
    }
  }

  /// Writes it as `POST /v1/view/compare` reads it.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("prefix")
    writer.string(range.text)
    switch content {
    case .sum(let sum):
      writer.key("count")
      writer.integer(sum.count)
      writer.key("sum")
      writer.string(Hex.encode(sum.sum.bytes))
    case .records(let records):
      writer.key("records")
      writer.beginObject()
      for record in records {
        writer.key(record.id)
        writer.string(Hex.encode(record.digest.bytes))
      }
      writer.endObject()
    }
    writer.endObject()
  }
}

/// One record of a party's copy: its id as the party knows it, and the digest of what the copy holds.
package struct ClaimedRecord: Sendable {
  package let id: String
  /// The digits of the id.
  package let shown: Block128
  package let digest: Digest

  /// Nil where the text has not the form of an id: letters, `_` and 32 lower-case digits.
  package init?(id: String, digest: Digest) {
    let parts = id.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 3, parts[1].count == IDRange.mostDigits,
      parts[0].allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      let range = IDRange(String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    self.id = id
    shown = range.first
    self.digest = digest
  }
}
