import Testing

@testable import Domain

@Suite struct PartnerTransitionTests {
  static let transitions: [PartnerTransition] = [
    .activate, .suspend, .resume, .terminate(children: nil),
  ]

  /// The whole table: all that is not in it is refused.
  static let table: [Partner.State: [String: Partner.State]] = [
    .pending: ["activate": .active, "terminate": .terminated],
    .active: ["suspend": .suspended, "terminate": .terminated],
    .suspended: ["resume": .active, "terminate": .terminated],
    .terminated: [:],
  ]

  @Test(arguments: Partner.State.allCases, transitions)
  func `a partner moves by the table`(state: Partner.State, transition: PartnerTransition) throws {
    var world = World()
    let partner = Partner(
      id: .init(from: world.random), code: .of("p"), name: .of("P"), kind: .dealer, state: state)
    world.state.put(.partner(partner))
    let command = Command.movePartner(partner.id, transition)
    guard let target = Self.table[state]?[transition.name] else {
      #expect(try world.refusal(of: command)?.reason == .wrongState)
      return
    }
    var moved = partner
    moved.state = target
    let change = Change.replacing(.partner(partner), with: .partner(moved))
    #expect(try world.decide(command).changes == [change])
  }

  @Test func `a terminated partner has no place in any chain`() throws {
    var world = World()
    let place = Membership(
      id: .init(from: world.random), chain: world.supply.id, partner: world.dealer.id, groups: [],
      parent: world.supplierPlace.id)
    try world.run(.create(.membership(place)))
    try world.run(.movePartner(world.dealer.id, .terminate(children: .move(to: nil))))
    #expect(try world.state.memberships(of: world.dealer.id.record, limit: 10).isEmpty)
    #expect(try world.state.membership(world.subdealerPlace.id)?.parent == nil)
  }

  @Test func `rules about a partner do not hide its places from its end`() throws {
    var world = World()
    for _ in 0...1_001 {
      world.state.put(
        .rule(
          world.rule(
            seen: .init(departments: [world.head.id]),
            seenBy: .init(partners: [world.supplier.id]))))
    }
    let changes = try world.run(.movePartner(world.supplier.id, .terminate(children: nil)))
    #expect(changes.map(\.kind) == [.partner, .membership])
  }

  @Test func `a terminated partner stays as it was`() throws {
    var world = World()
    try world.run(.movePartner(world.outlet.id, .terminate(children: nil)))
    let refusal = try world.refusal(of: .change(.partner(world.outlet.id, .init(name: .of("New")))))
    #expect(refusal?.reason == .wrongState)
    let same = Command.change(.partner(world.outlet.id, .init(name: world.outlet.name)))
    #expect(try world.decide(same).changes.isEmpty)
  }
}
