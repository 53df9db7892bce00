import ContractKit
import Crypto
import Domain
import Testing
import Views
import Wire

/// The vectors of `Contracts/view-digest.md` against the sums that the program makes.
@Suite struct ViewDigestVectorTests {
  private static let path =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Contracts/vectors/view-digest.json"

  private func vectors(_ name: String) throws -> [JSON] {
    let list = try JSON.parse(FileText.bytes(at: Self.path))[name]?.array ?? []
    try #require(list.count >= 10)
    return list
  }

  private func records() throws -> [ClaimedRecord] {
    try vectors("records").map { vector in
      let data = try #require(vector["data"]?.object)
      return try #require(ClaimedRecord(told: data))
    }
  }

  @Test func `records have their digests`() throws {
    let digests = try records().map { Hex.encode($0.digest.bytes) }
    #expect(try digests == vectors("records").compactMap { $0["digest"]?.string })
  }

  @Test func `ranges of a copy have their sums`() throws {
    let copy = CopySums(try records())
    for vector in try vectors("sums") {
      let range = try #require(vector["prefix"]?.string.flatMap { IDRange($0) })
      let sum = copy.sum(of: range)
      #expect(Int64(sum.count) == vector["count"]?.integer)
      #expect(Hex.encode(sum.sum.bytes) == vector["sum"]?.string)
    }
  }

  @Test func `kept sums are those of the copy`() throws {
    let records = try records()
    let copy = CopySums(records)
    var kept = ViewSums()
    for record in records {
      let member = ViewSums.Member(record: .init(record.shown), kind: .contact)
      kept.add(member, as: record.shown, record.digest)
    }
    for range in [.all] + IDRange.all.children {
      #expect(kept.sum(of: range) == copy.sum(of: range))
    }
  }
}
