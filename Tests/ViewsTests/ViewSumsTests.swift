import Crypto
import Domain
import Testing

@testable import Views

@Suite struct ViewSumsTests {
  @Test(arguments: ["", "7", "7f", "7f3"])
  func `the sum of a range is that of its records`(prefix: String) throws {
    let range = try #require(IDRange(prefix))
    let kept = Kept(5_000)
    let inside = kept.records.filter { range.contains($0.id) }
    var expected = ViewSum()
    for record in inside { expected.add(record.digest) }
    #expect(kept.sums.sum(of: range) == expected)
    #expect(Set(kept.sums.members(in: range)) == Set(inside.map(\.member)))
  }

  @Test func `a narrower range than is kept has no sum and the members around it`() throws {
    let kept = Kept(5_000)
    let record = kept.records[17]
    let range = IDRange(digits: 6, of: record.id)
    #expect(kept.sums.sum(of: range) == nil)
    #expect(kept.sums.members(around: range).contains(record.member))
  }

  @Test func `changes moved on one by one come to what is summed anew`() {
    var kept = Kept(300)
    for number in 0..<100 {
      let record = kept.records[number]
      kept.sums.remove(record.member, as: record.id, record.digest)
      guard number.isMultiple(of: 2) else { continue }
      kept.records[number].digest = record.digest &+ record.digest
      kept.sums.add(record.member, as: record.id, kept.records[number].digest)
    }
    var anew = ViewSums()
    for (number, record) in kept.records.enumerated()
    where number >= 100 || number.isMultiple(of: 2) {
      anew.add(record.member, as: record.id, record.digest)
    }
    #expect(kept.sums == anew)
    #expect(kept.sums.count == 250)
  }

  @Test func `what was never added cannot be taken out`() {
    var kept = Kept(10)
    let before = kept.sums
    let stranger = Kept(11).records[10]
    kept.sums.remove(stranger.member, as: stranger.id, stranger.digest)
    #expect(kept.sums == before)
  }

  /// Sums of records with random ids.
  private struct Kept {
    var sums = ViewSums()
    var records: [(member: ViewSums.Member, id: Block128, digest: Digest)] = []

    init(_ count: Int) {
      for number in 0..<count {
        let digest = SHA256.hash(Array("\(number)".utf8))
        let id = Block128(high: digest.words.0, low: digest.words.1)
        let member = ViewSums.Member(record: RecordID(id), kind: .contact)
        sums.add(member, as: id, digest)
        records.append((member, id, digest))
      }
    }
  }
}
