import Testing

@testable import Domain

@Suite struct RuleCheckTests {
  private func field(_ rule: Rule, in world: World) throws -> String? {
    let actor = Actor(
      party: rule.organization,
      role: rule.organization == .enterprise ? .brandAdmin : .partnerAdmin, key: nil)
    return try world.refusal(of: .create(.rule(rule)), by: actor)?.field
  }

  @Test func `the enterprise's rule names its own records and anybody else`() throws {
    let world = World()
    let head = Rule.Seen(departments: [world.head.id])
    let dealer = Rule.SeenBy(partners: [world.dealer.id])
    let cases: [(Rule.Seen, Rule.SeenBy, String?)] = [
      (head, dealer, nil),
      (.init(contacts: [world.zhang.id]), .init(groups: [world.north.id]), nil),
      (.init(), dealer, "seen"),
      (head, .init(), "seen_by"),
      (head, .init(enterprise: true), "seen_by/enterprise"),
      (.init(departments: [world.dealerOffice.id]), dealer, "seen/departments"),
      (.init(departments: [.init(from: world.random)]), dealer, "seen/departments"),
      (.init(contacts: [world.dealerStaff.id]), dealer, "seen/contacts"),
      (.init(contacts: [.init(from: world.random)]), dealer, "seen/contacts"),
      (head, .init(partners: [.init(from: world.random)]), "seen_by/partners"),
      (head, .init(groups: [.init(from: world.random)]), "seen_by/groups"),
      (.init(departments: [world.head.id, world.head.id]), dealer, "seen/departments"),
      (head, .init(partners: [world.dealer.id, world.dealer.id]), "seen_by/partners"),
      (.init(singleDepartments: [world.head.id]), dealer, nil),
      (.init(singleDepartments: [world.dealerOffice.id]), dealer, "seen/single_departments"),
      (.init(positions: [.of("Manager")]), dealer, nil),
      (.init(positions: [.of("A"), .of("A")]), dealer, "seen/positions"),
      (head, .init(singleGroups: [world.north.id]), nil),
      (head, .init(singleGroups: [.init(from: world.random)]), "seen_by/single_groups"),
      (head, .init(kinds: [.dealer, .outlet]), nil),
      (head, .init(kinds: [.dealer, .dealer]), "seen_by/kinds"),
      (head, .init(tiers: [try world.tier(2)]), nil),
      (head, .init(tiers: [try world.tier(2), try world.tier(2)]), "seen_by/tiers"),
      (head, .init(tiers: [try world.tier(1, of: .init(from: world.random))]), "seen_by/tiers"),
      (head, .init(subtrees: [world.dealer.id]), nil),
      (head, .init(subtrees: [.init(from: world.random)]), "seen_by/subtrees"),
    ]
    for (seen, seenBy, expected) in cases {
      #expect(try field(world.rule(seen: seen, seenBy: seenBy), in: world) == expected)
    }
  }

  @Test func `a selector names at most a thousand`() throws {
    let world = World()
    let many = (0...Rule.selectorLimit).map { _ in ContactID(from: world.random) }
    let rule = world.rule(
      seen: .init(contacts: many), seenBy: .init(partners: [world.dealer.id]))
    #expect(try field(rule, in: world) == "seen/contacts")
  }

  @Test func `a partner's rule speaks of its own records`() throws {
    let world = World()
    let own = Party.partner(world.dealer.id)
    let brand = Rule.SeenBy(enterprise: true)
    let office = world.rule(
      of: own, seen: .init(departments: [world.dealerOffice.id]), seenBy: brand)
    #expect(try field(office, in: world) == nil)
    let staff = world.rule(of: own, seen: .init(contacts: [world.dealerStaff.id]), seenBy: brand)
    #expect(try field(staff, in: world) == nil)
    let head = world.rule(of: own, seen: .init(departments: [world.head.id]), seenBy: brand)
    #expect(try field(head, in: world) == "seen/departments")
    let groups = world.rule(
      of: own, seen: .init(departments: [world.dealerOffice.id]),
      seenBy: .init(groups: [world.north.id]))
    #expect(try field(groups, in: world) == "seen_by/groups")
  }

  @Test func `a partner speaks to its own subtree and to no group, tier, kind or other subtree`()
    throws
  {
    let world = World()
    let cases: [(Rule.SeenBy, String?)] = [
      (.init(subtrees: [world.dealer.id]), nil),
      (.init(subtrees: [world.subdealer.id]), "seen_by/subtrees"),
      (.init(singleGroups: [world.north.id]), "seen_by/single_groups"),
      (.init(tiers: [try world.tier(1)]), "seen_by/tiers"),
      (.init(kinds: [.dealer]), "seen_by/kinds"),
      (.init(enterprise: true, kinds: [.outlet]), "seen_by/kinds"),
    ]
    for (seenBy, expected) in cases {
      let rule = world.rule(
        of: .partner(world.dealer.id), seen: .init(departments: [world.dealerOffice.id]),
        seenBy: seenBy)
      #expect(try field(rule, in: world) == expected)
    }
  }

  @Test(arguments: [0, 33, -1])
  func `there is no tier out of the depths that trees have`(depth: Int) {
    #expect(Tier(chain: World().sales.id, depth: depth) == nil)
  }

  @Test func `what a rule names by any selector cannot be removed`() throws {
    var world = World()
    world.state.put(
      .rule(
        world.rule(
          seen: .init(singleDepartments: [world.field.id]),
          seenBy: .init(
            singleGroups: [world.north.id], tiers: [try world.tier(1, of: world.supply.id)]))))
    let held: [(RecordID, RecordKind)] = [
      (world.field.id.record, .department), (world.north.id.record, .group),
      (world.supply.id.record, .chain),
    ]
    for (id, kind) in held {
      #expect(try world.refusal(of: .remove(id, kind))?.reason == .inUse)
    }
  }

  @Test func `a partner names those directly above and below it`() throws {
    let world = World()
    let office = Department(
      id: .init(from: world.random), organization: .partner(world.subdealer.id), parent: nil,
      code: .of("office"), name: .of("O"))
    var state = world
    state.state.put(.department(office))
    let expected: [(PartnerID, String?)] = [
      (world.dealer.id, nil), (world.outlet.id, nil), (world.supplier.id, "seen_by/partners"),
      (world.subdealer.id, "seen_by/partners"), (.init(from: world.random), "seen_by/partners"),
    ]
    for (partner, field) in expected {
      let rule = world.rule(
        of: .partner(world.subdealer.id), seen: .init(departments: [office.id]),
        seenBy: .init(partners: [partner]))
      #expect(try self.field(rule, in: state) == field)
    }
  }

  @Test func `a partner knows all its neighbours however many there are`() throws {
    var world = World()
    var last = world.outlet.id
    for number in 0...1_200 {
      last = PartnerID(from: world.random)
      world.state.put(
        .partner(Partner(id: last, code: Code(stored: "n\(number)"), name: .of("N"), kind: .outlet))
      )
      world.state.put(
        .membership(
          Membership(
            id: .init(from: world.random), chain: world.sales.id, partner: last, groups: [],
            parent: world.dealerPlace.id)))
      world.state.put(
        .rule(
          world.rule(
            seen: .init(departments: [world.head.id]),
            seenBy: .init(partners: [world.dealer.id]))))
    }
    let rule = world.rule(
      of: .partner(world.dealer.id), seen: .init(departments: [world.dealerOffice.id]),
      seenBy: .init(partners: [last, world.subdealer.id]))
    #expect(try field(rule, in: world) == nil)
  }
}
