import Crypto
import Testing
import Wire

@testable import Domain

/// The bytes of staged changes as they have been written; what stands in a store must go on decoding.
@Suite struct StagedChangeEncodingTests {
  private static func bits(_ number: UInt64) -> Block128 { Block128(high: 0, low: number) }

  private static func staged(
    _ proposal: StagedChange.Proposal, _ withdrawals: StagedChange.Withdrawals?
  ) -> Record {
    .stagedChange(
      StagedChange(
        id: StagedChangeID(bits(9)), organization: .partner(PartnerID(bits(1))),
        proposal: proposal, time: Timestamp(seconds: 1_700_000_000), state: .staged,
        count: .init(
          structure: Position(7), records: 2, withdrawals: withdrawals,
          sample: [.init(record: RecordID(bits(2)), kind: .contact)])))
  }

  private func check(_ record: Record, _ hex: String) throws {
    #expect(Hex.encode(record.encoded) == hex)
    let read = try Record(kind: .stagedChange, id: record.id, encoded: record.encoded)
    #expect(read == record)
  }

  @Test func `removals`() throws {
    let record = Self.staged(
      .removals(.contact, [RecordID(Self.bits(2)), RecordID(Self.bits(3))]), nil)
    try check(
      record,
      "0310000000000000000000000000000000010401068080f9c0c1c48203092608070b1000"
        + "0000000000000000000000000000020b10000000000000000000000000000000030b1a02"
        + "07040209140310000000000000000000000000000000020407")
  }

  @Test func `a change of a rule`() throws {
    let before = Rule(
      id: RuleID(Self.bits(4)), organization: .partner(PartnerID(Self.bits(1))),
      code: try Code("r"), effect: .allow,
      seen: .init(contacts: [ContactID(Self.bits(2))]), seenBy: .init(enterprise: true),
      fields: FieldLevels(classes: [.public: .clear]))
    let edit = try #require(RuleEdit(before: before, after: nil))
    let withdrawals = StagedChange.Withdrawals(
      count: 2, parties: 1, most: [.init(party: .partner(PartnerID(Self.bits(5))), count: 2)])
    try check(
      Self.staged(.rule(edit), withdrawals),
      "0310000000000000000000000000000000010401068080f9c0c1c4820309440342031000"
        + "000000000000000000000000000004052e03100000000000000000000000000000000105"
        + "017206010b10000000000000000000000000000000020c011282020b3602070402071a02"
        + "020401071403100000000000000000000000000000000504020914031000000000000000"
        + "0000000000000000020407")
  }
}
