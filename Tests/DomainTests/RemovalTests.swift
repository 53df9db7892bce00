import Testing

@testable import Domain

@Suite struct RemovalTests {
  @Test func `what something hangs on stays`() throws {
    var world = World()
    let rule = world.rule(
      seen: .init(departments: [world.field.id]), seenBy: .init(groups: [world.north.id]))
    try world.run(.create(.rule(rule)))
    let used: [(RecordID, RecordKind)] = [
      (world.sales.id.record, .chain), (world.north.id.record, .group),
      (world.head.id.record, .department), (world.field.id.record, .department),
    ]
    for (id, kind) in used {
      #expect(try world.refusal(of: .remove(id, kind))?.reason == .inUse)
    }
  }

  @Test func `structure goes from the leaves up`() throws {
    var world = World()
    try world.run(.remove(world.zhang.id.record, .contact))
    try world.run(.remove(world.field.id.record, .department))
    try world.run(.remove(world.head.id.record, .department))
    try world.run(.endMembership(world.dealerPlace.id, children: .end))
    try world.run(.remove(world.north.id.record, .group))
    try world.run(.remove(world.sales.id.record, .chain))
    #expect(try world.state.chain(world.sales.id) == nil)
  }

  @Test func `a contact goes while a rule names it, and the rule can still be changed`() throws {
    var world = World()
    let rule = world.rule(
      seen: .init(contacts: [world.zhang.id]), seenBy: .init(partners: [world.dealer.id]))
    try world.run(.create(.rule(rule)))
    try world.run(.remove(world.zhang.id.record, .contact))
    var change = Rule.Change()
    change.code = .of("renamed")
    try world.run(.change(.rule(rule.id, change)))
    // A contact that is not there is not named anew.
    change.code = nil
    change.seen = .init(contacts: [world.zhang.id, .init(from: world.random)])
    #expect(try world.refusal(of: .change(.rule(rule.id, change)))?.field == "seen/contacts")
  }

  @Test(arguments: Partner.State.allCases)
  func `only a pending partner without records is removed`(state: Partner.State) throws {
    var world = World()
    let partner = Partner(
      id: .init(from: world.random), code: .of("p"), name: .of("P"), kind: .dealer, state: state)
    world.state.put(.partner(partner))
    let remove = Command.remove(partner.id.record, .partner)
    #expect(try world.refusal(of: remove)?.reason == (state == .pending ? nil : .wrongState))
    world.state.put(.key(world.key(of: .partner(partner.id), role: .partnerAdmin)))
    #expect(try world.refusal(of: remove)?.reason == .wrongState)
  }

  @Test func `a pending partner that a rule names or that has a place stays`() throws {
    var world = World()
    let partner = Partner(
      id: .init(from: world.random), code: .of("p"), name: .of("P"), kind: .dealer)
    try world.run(.create(.partner(partner)))
    let remove = Command.remove(partner.id.record, .partner)
    let rule = world.rule(
      seen: .init(departments: [world.head.id]), seenBy: .init(partners: [partner.id]))
    try world.run(.create(.rule(rule)))
    #expect(try world.refusal(of: remove)?.reason == .inUse)
    try world.run(.remove(rule.id.record, .rule))
    let place = Membership(
      id: .init(from: world.random), chain: world.sales.id, partner: partner.id, groups: [],
      parent: nil)
    try world.run(.create(.membership(place)))
    #expect(try world.refusal(of: remove)?.reason == .inUse)
    try world.run(.remove(place.id.record, .membership))
    try world.run(remove)
  }
}
