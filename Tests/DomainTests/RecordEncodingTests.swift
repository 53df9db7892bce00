import Crypto
import Testing
import Wire

@testable import Domain

@Suite struct RecordEncodingTests {
  @Test(arguments: RecordKind.allCases)
  func `a record reads back as it was`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 1)
    for _ in 0..<200 {
      let record = try chance.record(kind)
      let read = try Record(kind: kind, id: record.id, encoded: record.encoded)
      #expect(read == record)
      #expect(read.encoded == record.encoded)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `fields of a newer gateway are skipped`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 2)
    for _ in 0..<20 {
      let record = try chance.record(kind)
      var news = FieldWriter()
      news.number(77, .max)
      news.text(1_000_000, "new")
      news.nested(78) { $0.number(1, 2) }
      let read = try Record(kind: kind, id: record.id, encoded: news.bytes + record.encoded)
      #expect(read == record)
      #expect(try Record(kind: kind, id: record.id, encoded: record.encoded + news.bytes) == record)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `a record cut anywhere is refused or another whole record`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 3)
    for _ in 0..<20 {
      let record = try chance.record(kind)
      let encoded = record.encoded
      for count in 0..<encoded.count {
        try expectWhole(kind, record.id, Array(encoded.prefix(count)))
      }
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `damaged bytes are refused or another whole record`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 4)
    for _ in 0..<300 {
      let record = try chance.record(kind)
      var encoded = record.encoded
      for _ in 0...chance.number(below: 4) {
        encoded[chance.number(below: encoded.count)] = chance.byte()
      }
      try expectWhole(kind, record.id, encoded)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `noise is refused or a whole record`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 5)
    for _ in 0..<300 {
      let noise = chance.many(upTo: 60) { $0.byte() }
      try expectWhole(kind, RecordID(Block128(high: 0, low: 1)), noise)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `no bytes are no record`(kind: RecordKind) {
    #expect(throws: DamagedRecord.self) {
      try Record(kind: kind, id: RecordID(Block128(high: 0, low: 1)), encoded: [])
    }
  }

  /// What reads at all must write and read back, and bear a name.
  private func expectWhole(_ kind: RecordKind, _ id: RecordID, _ bytes: [UInt8]) throws {
    guard let read = try? Record(kind: kind, id: id, encoded: bytes) else { return }
    #expect(try Record(kind: kind, id: id, encoded: read.encoded) == read)
    #expect(!read.uniqueName(in: EnterpriseID(id)).text.isEmpty)
  }

  @Test func `a transport out of its limits is damage`() throws {
    var chance = RandomRecords(seed: 6)
    let endpoint = try chance.endpoint()
    var writer = FieldWriter()
    writer.nested(6) { $0.number(2, .max) }
    let encoded = Record.endpoint(endpoint).encoded + writer.bytes
    #expect(throws: DamagedRecord.self) {
      try Record(kind: .endpoint, id: endpoint.id.record, encoded: encoded)
    }
  }

  @Test func `a level of no known field is damage`() throws {
    var chance = RandomRecords(seed: 7)
    let rule = try chance.rule()
    var writer = FieldWriter()
    // Cut to eight bits, the field would be the first one.
    writer.number(10, 0x1_01_02)
    let encoded = Record.rule(rule).encoded + writer.bytes
    #expect(throws: DamagedRecord.self) {
      try Record(kind: .rule, id: rule.id.record, encoded: encoded)
    }
  }

  @Test func `one rule has one encoding whatever order its levels were set in`() throws {
    var chance = RandomRecords(seed: 8)
    let base = try chance.rule()
    var forward = base
    forward.fields = FieldLevels()
    var backward = forward
    for field in Field.allCases { forward.fields.fields[field] = .clear }
    for field in Field.allCases.reversed() { backward.fields.fields[field] = .clear }
    #expect(Record.rule(forward).encoded == Record.rule(backward).encoded)
  }

  /// As written before rules had selectors without descendants, positions, kinds, tiers, subtrees.
  @Test func `a rule of the first layout reads as it was meant and is written the same`() throws {
    let block = Block128(high: 1, low: 2)
    let id = "10" + Hex.encode(block.bytes)
    let encoded = try #require(
      Hex.decode(
        "05" + "02" + "7231" + "0601" + "09" + id + "0b" + id + "0c01"
          + "0f" + id + "11" + id + "128202" + "148204"))
    let read = try Record(kind: .rule, id: RecordID(block), encoded: encoded)
    let expected = Rule(
      id: RuleID(RecordID(block)), organization: .enterprise, code: .of("r1"), effect: .allow,
      seen: .init(departments: [DepartmentID(block)], contacts: [ContactID(block)]),
      seenBy: .init(enterprise: true, partners: [PartnerID(block)], groups: [GroupID(block)]),
      fields: FieldLevels(classes: [.public: .clear], fields: [.code: .clear]))
    #expect(read == .rule(expected))
    #expect(read.encoded == encoded)
  }

  @Test(arguments: zip(Purpose.allCases, ["", "2202", "2203", "2204", "2205"]))
  func `a purpose stands behind the older fields unless it is the standard one`(
    purpose: Purpose, suffix: String
  ) throws {
    let block = Block128(high: 1, low: 2)
    let base = "05" + "02" + "7231" + "0601" + "09" + "10" + Hex.encode(block.bytes) + "0c01"
    let encoded = try #require(Hex.decode(base + suffix))
    let rule = Rule(
      id: RuleID(RecordID(block)), organization: .enterprise, code: .of("r1"), effect: .allow,
      seen: .init(departments: [DepartmentID(block)]), seenBy: .init(enterprise: true),
      fields: FieldLevels(), purpose: purpose)
    #expect(Record.rule(rule).encoded == encoded)
    #expect(try Record(kind: .rule, id: RecordID(block), encoded: encoded) == .rule(rule))
  }

  @Test func `a purpose of a newer gateway is damage and not the standard one`() throws {
    var chance = RandomRecords(seed: 10)
    let rule = try chance.rule()
    var writer = FieldWriter()
    writer.number(17, 6)
    let encoded = Record.rule(rule).encoded + writer.bytes
    #expect(throws: DamagedRecord.self) {
      try Record(kind: .rule, id: rule.id.record, encoded: encoded)
    }
  }

  /// These bytes stand in stores.
  @Test func `an agreement has the bytes that it always had`() throws {
    let block = Block128(high: 1, low: 2)
    let id = "10" + Hex.encode(block.bytes)
    let terms = "0710" + "028202" + "028104" + "028006" + "048106" + "0601" + "0604"
    let offer = "090b" + "028202" + "028204" + "028206" + "0605"
    let encoded = try #require(Hex.decode("03" + id + "0403" + terms + offer))
    let agreement = Agreement(
      id: AgreementID(RecordID(block)), partner: PartnerID(block), version: 3,
      terms: Terms(
        ceiling: FieldLevels(
          classes: [.public: .clear, .business: .masked], fields: [.departments: .masked]),
        purposes: [.service, .afterSales]),
      offer: Terms(
        ceiling: FieldLevels(classes: [.public: .clear, .business: .clear, .personal: .clear]),
        purposes: [.compliance]))
    #expect(Hex.encode(Record.agreement(agreement).encoded) == Hex.encode(encoded))
    let read = try Record(kind: .agreement, id: RecordID(block), encoded: encoded)
    #expect(read == .agreement(agreement))
  }

  @Test func `a tier that no tree has is damage`() throws {
    var chance = RandomRecords(seed: 9)
    let rule = try chance.rule()
    var writer = FieldWriter()
    writer.nested(15) { inner in
      inner.id(1, Block128(high: 0, low: 1))
      inner.number(2, 33)
    }
    let encoded = Record.rule(rule).encoded + writer.bytes
    #expect(throws: DamagedRecord.self) {
      try Record(kind: .rule, id: rule.id.record, encoded: encoded)
    }
  }

  @Test(arguments: [0, 1, 127, 128, 300, UInt64.max])
  func `numbers of every size read back`(number: UInt64) throws {
    var writer = FieldWriter()
    writer.number(9, number)
    var reader = FieldReader(writer.bytes)
    let entry = try #require(try reader.next())
    #expect(entry.field == 9)
    #expect(try entry.number() == number)
    #expect(throws: DamagedRecord.self) { try entry.bytes() }
    let end = try reader.next()
    #expect(end?.field == nil)
  }
}
