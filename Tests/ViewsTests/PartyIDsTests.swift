import Crypto
import Testing

@testable import Domain
@testable import Views

@Suite struct PartyIDsTests {
  private let stage = Stage(seed: 5)
  private let ids: PartyIDs
  private let others: PartyIDs

  init() throws {
    ids = try stage.ids(of: .enterprise)
    others = try stage.ids(of: .partner(.init(from: stage.random)))
  }

  @Test(arguments: RecordKind.allCases)
  func `an id reads back to its record`(kind: RecordKind) {
    for _ in 0..<50 {
      let record = RecordID(stage.random.block())
      let text = ids.text(record, kind)
      #expect(text.hasPrefix(kind.idPrefix))
      #expect(ids.record(text, kind) == record)
      #expect(text.utf8.count == 36)
    }
  }

  @Test func `kinds have prefixes of their own but for organizations`() {
    let prefixes = RecordKind.allCases.map(\.idPrefix)
    #expect(Set(prefixes).count == prefixes.count - 1)
    #expect(RecordKind.enterprise.idPrefix == RecordKind.partner.idPrefix)
  }

  @Test func `a batch gives what its ids give one by one`() {
    let records = RecordKind.allCases.filter { $0 != .enterprise }.map {
      IdentifiedRecord(RecordID(stage.random.block()), $0)
    }
    let texts = ids.texts(records + [nil] + records)
    let single = records.map { ids.text($0.record, $0.kind) }
    #expect(texts == single + [nil] + single)
    let bad = "con_00112233445566778899aabbccddeegg"
    let read = ids.records([bad] + texts.map { $0 ?? "xyz_00112233445566778899aabbccddeeff" })
    #expect(read == [nil] + records + [nil] + records)
    #expect(ids.records([]).isEmpty && ids.texts([]).isEmpty)
    #expect(
      others.records(texts.compactMap(\.self)).allSatisfy {
        $0.map { !records.contains($0) } ?? false
      })
  }

  @Test func `two parties call one record by different ids`() {
    let records = (0..<500).map { _ in RecordID(stage.random.block()) }
    let mine = records.map { ids.text($0, .contact) }
    let theirs = records.map { others.text($0, .contact) }
    #expect(Set(mine + theirs).count == 1_000)
    #expect(records.allSatisfy { ids.shown($0).bytes != $0.bits.bytes })
  }

  @Test func `another party's id reads as a record that is not there`() {
    let record = RecordID(stage.random.block())
    let read = ids.record(others.text(record, .contact), .contact)
    #expect(read != nil)
    #expect(read != record)
  }

  @Test(arguments: [
    "", "con_", "con_00", "dep_00112233445566778899aabbccddeeff",
    "con_00112233445566778899aabbccddeef", "con_00112233445566778899aabbccddeeff0",
    "con_00112233445566778899aabbccddeegg", "con-00112233445566778899aabbccddeeff",
    "CON_00112233445566778899aabbccddeeff", "con_００112233445566778899aabbccddeeff",
    "con_\u{301}0112233445566778899aabbccddeef", "00112233445566778899aabbccddeeffcon_",
    " con_00112233445566778899aabbccddeeff",
  ])
  func `a text out of form is no id`(text: String) {
    #expect(ids.record(text, .contact) == nil)
  }

  @Test func `organizations have ids of one form`() {
    let partner = Party.partner(.init(from: stage.random))
    for organization in [.enterprise, partner] {
      let text = ids.text(organization)
      #expect(text.hasPrefix("org_"))
      #expect(ids.organization(text) == organization)
    }
    #expect(ids.text(.enterprise) != others.text(.enterprise))
    #expect(ids.organization("con_00") == nil)
  }

  @Test func `positions are shown without their order and differently to each party`() {
    let mine = (0..<200).map { ids.at(Position($0)) }
    #expect(Set(mine).count == 200)
    #expect(mine == (0..<200).map { ids.at(Position($0)) })
    #expect(mine != mine.sorted())
    #expect(mine.allSatisfy { $0.hasPrefix("at_") && $0.utf8.count == 35 })
    #expect(Set(mine).isDisjoint(with: (0..<200).map { others.at(Position($0)) }))
  }

  @Test func `keys differ by purpose, party, epoch, enterprise and root`() {
    let partner = Party.partner(.init(from: stage.random))
    let keys = stage.keys()
    let root = Secret(Array(repeating: 9, count: 32))
    let elsewhere = EnterpriseKeys(root: root, enterprise: .init(from: stage.random))
    let otherRoot = EnterpriseKeys(
      root: Secret(Array(repeating: 8, count: 32)), enterprise: stage.enterprise)
    let derived = [
      keys.ids(of: .enterprise), keys.ids(of: partner), keys.ids(of: partner, epoch: 1),
      keys.positions(of: .enterprise), keys.positions(of: partner),
      keys.events(of: .enterprise), keys.events(of: partner), keys.cursors(of: .enterprise),
      keys.cursors(of: partner), keys.sealing, elsewhere.ids(of: .enterprise),
      otherRoot.ids(of: .enterprise),
    ]
    #expect(Set(derived).count == derived.count)
    #expect(derived.allSatisfy { $0.count == 32 })
    #expect(stage.keys().ids(of: partner) == keys.ids(of: partner))
  }
}
