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
