import Testing

@testable import Domain

@Suite struct MembershipEndTests {
  @Test func `a leaf ends with no word on children`() throws {
    let world = World()
    let changes = try world.decide(.endMembership(world.outletPlace.id, children: nil)).changes
    #expect(changes == [.removing(.membership(world.outletPlace))])
    let removed = try world.decide(.remove(world.outletPlace.id.record, .membership)).changes
    #expect(removed == changes)
  }

  @Test func `children must be settled`() throws {
    let world = World()
    for command: Command in [
      .endMembership(world.dealerPlace.id, children: nil),
      .remove(world.dealerPlace.id.record, .membership),
      .movePartner(world.dealer.id, .terminate(children: nil)),
    ] {
      let refusal = try world.refusal(of: command)
      #expect(refusal?.reason == .inUse)
      #expect(refusal?.field == "children")
    }
  }

  @Test func `ending takes everything below along, each once`() throws {
    let world = World()
    let changes = try world.decide(.endMembership(world.dealerPlace.id, children: .end)).changes
    #expect(
      Set(changes.map(\.id)) == [
        world.dealerPlace.id.record, world.subdealerPlace.id.record, world.outletPlace.id.record,
      ])
    #expect(changes.count == 3)
    #expect(changes.allSatisfy { $0.after == nil })
    #expect(changes.first?.id == world.dealerPlace.id.record)
  }

  @Test func `children move up to the top and keep what hangs on them`() throws {
    var world = World()
    let changes = try world.run(.endMembership(world.dealerPlace.id, children: .move(to: nil)))
    #expect(changes.count == 2)
    #expect(try world.state.membership(world.subdealerPlace.id)?.parent == nil)
    #expect(try world.state.membership(world.outletPlace.id)?.parent == world.subdealerPlace.id)
  }

  @Test func `children move to another place of the chain`() throws {
    var world = World()
    let place = Membership(
      id: .init(from: world.random), chain: world.sales.id, partner: world.supplier.id,
      groups: [], parent: nil)
    try world.run(.create(.membership(place)))
    try world.run(.endMembership(world.dealerPlace.id, children: .move(to: place.id)))
    #expect(try world.state.membership(world.subdealerPlace.id)?.parent == place.id)
  }

  @Test func `children do not move to what ends, to what is below them or out of the chain`()
    throws
  {
    let world = World()
    for target in [
      world.dealerPlace.id, world.subdealerPlace.id, world.outletPlace.id,
      world.supplierPlace.id, MembershipID(from: world.random),
    ] {
      let refusal = try world.refusal(
        of: .endMembership(world.dealerPlace.id, children: .move(to: target)))
      #expect(refusal?.reason == .invalidReference)
      #expect(refusal?.field == "children")
    }
  }

  @Test func `children do not move to where their tree would be too deep`() throws {
    var world = World()
    var parent: MembershipID?
    for number in 0..<31 {
      let partner = Partner(
        id: .init(from: world.random), code: Code(stored: "p\(number)"), name: .of("P"),
        kind: .dealer)
      try world.run(.create(.partner(partner)))
      let place = Membership(
        id: .init(from: world.random), chain: world.sales.id, partner: partner.id, groups: [],
        parent: parent)
      try world.run(.create(.membership(place)))
      parent = place.id
    }
    let end = Command.endMembership(world.dealerPlace.id, children: .move(to: parent))
    #expect(try world.refusal(of: end)?.reason == .invalidReference)
  }

  @Test func `an end that is not there is not found`() throws {
    let world = World()
    let refusal = try world.refusal(of: .endMembership(.init(from: world.random), children: nil))
    #expect(refusal?.reason == .notFound)
  }

  @Test(arguments: [(998, true), (999, true), (1_000, false)])
  func `one command ends at most a thousand`(children: Int, isAccepted: Bool) throws {
    var world = World()
    for number in 0..<children {
      let partner = Partner(
        id: .init(from: world.random), code: Code(stored: "p\(number)"), name: .of("P"),
        kind: .dealer)
      world.state.put(.partner(partner))
      world.state.put(
        .membership(
          Membership(
            id: .init(from: world.random), chain: world.supply.id, partner: partner.id,
            groups: [], parent: world.supplierPlace.id)))
    }
    let refusal = try world.refusal(of: .endMembership(world.supplierPlace.id, children: .end))
    #expect(refusal?.reason == (isAccepted ? nil : .tooLarge))
    // Terminating changes the partner too.
    let termination = try world.refusal(
      of: .movePartner(world.supplier.id, .terminate(children: .end)))
    #expect(termination?.reason == (children < 999 ? nil : .tooLarge))
  }
}
