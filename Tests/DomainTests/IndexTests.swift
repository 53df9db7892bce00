import Crypto
import Testing
import Wire

@testable import Domain

@Suite struct IndexTests {
  @Test(arguments: RecordKind.allCases)
  func `attachments name the record and hold no repeats`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 21)
    for _ in 0..<50 {
      let record = try chance.record(kind)
      #expect(record.attachments.allSatisfy { $0.member == record.id && $0.memberKind == kind })
      #expect(record.kind == kind)
    }
  }

  @Test(arguments: RecordKind.allCases)
  func `versions that are said to hang alike have the same attachments`(kind: RecordKind) throws {
    var chance = RandomRecords(seed: 23)
    for _ in 0..<50 {
      let (one, other) = (try chance.record(kind), try chance.record(kind))
      #expect(one.hangs(like: one))
      #expect(!one.hangs(like: other) || one.attachments == other.attachments)
    }
  }

  @Test func `a record hangs on all that it names`() throws {
    var chance = RandomRecords(seed: 22)
    for _ in 0..<50 {
      let rule = try chance.rule()
      let named =
        rule.seen.departments.map(\.record) + rule.seen.contacts.map(\.record)
        + rule.seen.singleDepartments.map(\.record) + rule.seenBy.partners.map(\.record)
        + rule.seenBy.groups.map(\.record) + rule.seenBy.singleGroups.map(\.record)
        + rule.seenBy.tiers.map(\.chain.record) + rule.seenBy.subtrees.map(\.record)
      #expect(Set(Record.rule(rule).attachments.map(\.holder)) == Set(named))
      let contact = try chance.contact()
      #expect(
        Set(Record.contact(contact).attachments.map(\.holder))
          == Set(contact.placements.map(\.department.record)))
    }
    let world = World()
    #expect(
      Set(Record.membership(world.dealerPlace).attachments.map(\.holder)) == [
        world.sales.id.record, world.dealer.id.record, world.north.id.record,
      ])
    #expect(
      Set(Record.department(world.field).attachments.map(\.holder)) == [world.head.id.record])
    #expect(Set(Record.group(world.north).attachments.map(\.holder)) == [world.sales.id.record])
  }

  @Test func `names are unique within the organization or chain and by kind`() throws {
    let world = World()
    func scope(_ record: Record) -> RecordID { record.uniqueName(in: world.enterprise).scope }
    #expect(scope(.department(world.head)) == world.enterprise.record)
    #expect(scope(.department(world.dealerOffice)) == world.dealer.id.record)
    #expect(scope(.contact(world.dealerStaff)) == world.dealer.id.record)
    #expect(scope(.group(world.north)) == world.sales.id.record)
    #expect(scope(.membership(world.dealerPlace)) == world.sales.id.record)
    #expect(scope(.partner(world.dealer)) == world.enterprise.record)
    #expect(
      scope(.endpoint(try world.endpoint(.of("e"), of: .partner(world.dealer.id))))
        == world.dealer.id.record)
    let key = world.key(of: .enterprise, role: .brandAdmin)
    #expect(
      Record.key(key).uniqueName(in: world.enterprise).text
        == Hex.encode(key.id.record.bits.bytes))
    #expect(
      Record.membership(world.dealerPlace).uniqueName(in: world.enterprise)
        == UniqueName(membershipOf: world.dealer.id, in: world.sales.id))
  }

  @Test func `one code serves two organizations and two kinds`() throws {
    var world = World()
    for organization in [.enterprise, .partner(world.subdealer.id)] as [Party] {
      let actor = Actor(
        party: organization,
        role: organization == .enterprise ? .brandAdmin : .partnerAdmin, key: nil)
      let department = Department(
        id: .init(from: world.random), organization: organization, parent: nil, code: .of("office"),
        name: .of("Office"))
      try world.run(.create(.department(department)), by: actor)
      let contact = Contact(
        id: .init(from: world.random), organization: organization, code: .of("office"),
        name: .of("O"))
      try world.run(.create(.contact(contact)), by: actor)
    }
    let again = Department(
      id: .init(from: world.random), organization: .enterprise, parent: nil, code: .of("office"),
      name: .of("Office"))
    #expect(try world.refusal(of: .create(.department(again)))?.reason == .alreadyExists)
  }
}
