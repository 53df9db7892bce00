import Testing

@testable import Domain

enum Asker: CaseIterable { case enterprise, owner, stranger }

enum Answer { case accepted, forbidden, notFound }

@Suite struct AuthorityTests {
  /// Every actor against a record of every kind that the dealer or the enterprise owns.
  static func answer(_ who: Asker, _ kind: RecordKind, dealerOwns: Bool) -> Answer {
    switch (who, kind) {
    case (.enterprise, .endpoint), (.enterprise, .key): .accepted
    case (.enterprise, _): dealerOwns ? .forbidden : .accepted
    case (_, .enterprise), (_, .chain), (_, .group), (_, .partner), (_, .membership): .forbidden
    case (.owner, _): dealerOwns ? .accepted : .notFound
    case (.stranger, _): .notFound
    }
  }

  private func actor(_ who: Asker, in world: World) -> Actor {
    switch who {
    case .enterprise: .operatorAtMachine
    case .owner: world.admin(of: world.dealer)
    case .stranger: world.admin(of: world.supplier)
    }
  }

  private func check(_ command: Command, by who: Asker, in world: World, _ expected: Answer) throws
  {
    let refusal = try world.refusal(of: command, by: actor(who, in: world))
    switch expected {
    case .accepted: #expect(refusal == nil)
    case .forbidden: #expect(refusal?.reason == .forbidden)
    case .notFound: #expect(refusal?.reason == .notFound)
    }
  }

  static let kinds: [RecordKind] = [.department, .contact, .rule, .endpoint, .key]

  private func ownable(_ kind: RecordKind, of owner: Party, in world: World) throws -> Record {
    switch kind {
    case .department:
      .department(
        Department(
          id: .init(from: world.random), organization: owner, parent: nil, code: .of("new"),
          name: .of("New")))
    case .contact:
      .contact(
        Contact(
          id: .init(from: world.random), organization: owner, code: .of("new"), name: .of("New")))
    case .rule:
      .rule(
        owner == .enterprise
          ? world.rule(
            seen: .init(departments: [world.head.id]), seenBy: .init(partners: [world.dealer.id]))
          : world.rule(
            of: owner, seen: .init(departments: [world.dealerOffice.id]),
            seenBy: .init(enterprise: true)))
    case .endpoint: .endpoint(try world.endpoint(.of("new"), of: owner))
    default:
      .key(world.key(of: owner, role: owner == .enterprise ? .brandAdmin : .partnerAdmin))
    }
  }

  @Test(arguments: Self.kinds, Asker.allCases)
  func `records of organizations are created and removed by those who own them`(
    kind: RecordKind, who: Asker
  ) throws {
    for dealerOwns in [false, true] {
      var world = World()
      let owner: Party = dealerOwns ? .partner(world.dealer.id) : .enterprise
      let record = try ownable(kind, of: owner, in: world)
      let expected = Self.answer(who, kind, dealerOwns: dealerOwns)
      try check(.create(record), by: who, in: world, expected)
      world.state.put(record)
      try check(.remove(record.id, kind), by: who, in: world, expected)
    }
  }

  @Test(arguments: Asker.allCases)
  func `structure is written by the enterprise alone`(who: Asker) throws {
    let world = World()
    let random = world.random
    let commands: [Command] = [
      .create(.chain(Chain(id: .init(from: random), code: .of("c"), name: .of("C")))),
      .create(
        .group(
          Group(
            id: .init(from: random), chain: world.sales.id, parent: nil, code: .of("g"),
            name: .of("G")))),
      .create(
        .partner(Partner(id: .init(from: random), code: .of("p"), name: .of("P"), kind: .outlet))),
      .create(
        .membership(
          Membership(
            id: .init(from: random), chain: world.sales.id, partner: world.supplier.id,
            groups: [], parent: nil))),
      .create(.agreement(world.agreement(with: world.supplier))),
      .change(.chain(world.sales.id, .init(name: .of("Other")))),
      .change(.group(world.north.id, .init(name: .of("Other")))),
      .change(.partner(world.dealer.id, .init(name: .of("Other")))),
      .change(.membership(world.dealerPlace.id, .init(groups: []))),
      .endMembership(world.outletPlace.id, children: nil),
      .movePartner(world.dealer.id, .suspend),
      .movePartner(world.supplier.id, .suspend),
    ]
    for command in commands {
      try check(command, by: who, in: world, who == .enterprise ? .accepted : .forbidden)
    }
  }

  @Test func `a partner cannot tell by asking whether structure is there`() throws {
    let world = World()
    let actor = world.admin(of: world.dealer)
    let there = try world.refusal(of: .movePartner(world.supplier.id, .suspend), by: actor)
    let absent = try world.refusal(
      of: .movePartner(.init(from: world.random), .suspend), by: actor)
    #expect(there != nil)
    #expect(there == absent)
  }

  @Test func `a partner cannot tell by asking whether another's record is there`() throws {
    let world = World()
    let actor = world.admin(of: world.dealer)
    let there = try world.refusal(of: .remove(world.zhang.id.record, .contact), by: actor)
    let absent = try world.refusal(
      of: .remove(ContactID(from: world.random).record, .contact), by: actor)
    #expect(there?.reason == .notFound)
    #expect(there == absent)
  }

  @Test func `a role fits its party`() throws {
    let world = World()
    for (party, role) in [
      (Party.enterprise, Key.Role.partnerAdmin), (.partner(world.dealer.id), .brandAdmin),
    ] {
      let refusal = try world.refusal(of: .create(.key(world.key(of: party, role: role))))
      #expect(refusal?.reason == .invalidValue)
      #expect(refusal?.field == "role")
    }
  }

  @Test func `a key does not remove itself`() throws {
    var world = World()
    let key = world.key(of: .enterprise, role: .brandAdmin)
    world.state.put(.key(key))
    let remove = Command.remove(key.id.record, .key)
    let own = Actor(party: .enterprise, role: .brandAdmin, key: key.id)
    #expect(try world.refusal(of: remove, by: own)?.reason == .inUse)
    #expect(try world.refusal(of: remove) == nil)
  }
}
