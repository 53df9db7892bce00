import Testing

@testable import Domain
@testable import Views

/// Each selector of a rule: whom it names, and that it follows what changes.
@Suite struct SelectorTests {
  private var stage = Stage()
  private let head: Department
  private let north: Department
  private let dealer: Partner
  private let subdealer: Partner
  private let outlet: Partner
  private let chain: Chain
  private let dealerPlace: Membership
  private let subdealerPlace: Membership
  private let outletPlace: Membership

  init() {
    head = stage.department("head")
    north = stage.department("north", under: head.id)
    chain = stage.chain("sales")
    dealer = stage.partner("dealer")
    subdealer = stage.partner("subdealer")
    outlet = stage.partner("outlet")
    dealerPlace = stage.join(dealer, chain)
    subdealerPlace = stage.join(subdealer, chain, under: dealerPlace.id)
    outletPlace = stage.join(outlet, chain, under: subdealerPlace.id)
  }

  /// Which partners see the head department.
  private func seers() throws -> Set<PartnerID> {
    Set(
      try [dealer, subdealer, outlet].map(\.id).filter { id in
        try stage.rows(of: .partner(id))[head.id.record] != nil
      })
  }

  private func seen(by partner: Partner) throws -> Set<RecordID> {
    Set(try stage.rows(of: .partner(partner.id)).keys)
  }

  private mutating func show(to seenBy: Rule.SeenBy) {
    stage.rule(seen: .init(singleDepartments: [head.id]), by: seenBy)
  }

  private func parties(_ partners: Partner...) -> Set<Party> {
    Set(partners.map { .partner($0.id) })
  }

  @Test mutating func `a single department is seen without what is below it`() throws {
    let atHead = stage.contact("h", in: [head.id])
    let inNorth = stage.contact("n", in: [north.id])
    let inBoth = stage.contact("b", in: [north.id, head.id])
    stage.rule(seen: .init(singleDepartments: [head.id]), by: .init(partners: [dealer.id]))
    #expect(try seen(by: dealer) == [head.id.record, atHead.id.record, inBoth.id.record])
    #expect(stage.topology.readers(of: inNorth) == [.enterprise])
    #expect(stage.topology.readers(of: inBoth) == [.enterprise, .partner(dealer.id)])
  }

  @Test mutating func `a deny for a single department leaves what is below it`() throws {
    let inNorth = stage.contact("n", in: [north.id])
    stage.rule(seen: .init(departments: [head.id]), by: .init(partners: [dealer.id]))
    stage.rule(
      .deny, seen: .init(singleDepartments: [head.id]), by: .init(partners: [dealer.id]),
      fields: .nothing)
    #expect(try seen(by: dealer) == [north.id.record, inNorth.id.record])
  }

  @Test mutating func `a position is its exact text in any department of the organization`() throws
  {
    func person(_ position: Name?, of organization: Party, in department: Department) -> Contact {
      Contact(
        id: .init(from: stage.random), organization: organization, code: "p", name: "P",
        placements: [.init(department: department.id, position: position)])
    }
    let office = stage.department("office", of: .partner(subdealer.id))
    let manager = person("Manager", of: .enterprise, in: north)
    let others = [
      person("manager", of: .enterprise, in: north), person("Manager ", of: .enterprise, in: head),
      person(nil, of: .enterprise, in: head),
      person("Manager", of: .partner(subdealer.id), in: office),
    ]
    for contact in [manager] + others { stage.put(.contact(contact)) }
    stage.rule(seen: .init(positions: ["Manager"]), by: .init(partners: [dealer.id]))
    #expect(try seen(by: dealer) == [manager.id.record])
    #expect(stage.topology.readers(of: manager).contains(.partner(dealer.id)))
    for contact in others {
      #expect(!stage.topology.readers(of: contact).contains(.partner(dealer.id)))
    }
  }

  @Test mutating func `texts that Unicode equates are two positions`() throws {
    var contact = stage.contact("c", in: [head.id])
    contact.placements = [.init(department: head.id, position: "Re\u{301}gie")]
    stage.put(.contact(contact))
    stage.rule(seen: .init(positions: ["R\u{E9}gie"]), by: .init(partners: [dealer.id]))
    #expect(try seen(by: dealer).isEmpty)
  }

  @Test mutating func `a single group is seen by its own members alone`() throws {
    let all = stage.group("all", in: chain)
    let region = stage.group("region", in: chain, under: all.id)
    var (above, below) = (dealerPlace, subdealerPlace)
    above.groups = [all.id]
    below.groups = [region.id]
    stage.put(.membership(above))
    stage.put(.membership(below))
    show(to: .init(singleGroups: [all.id]))
    #expect(try seers() == [dealer.id])
    below.groups = [all.id, region.id]
    #expect(stage.put(.membership(below)) == parties(subdealer))
    #expect(try seers() == [dealer.id, subdealer.id])
  }

  @Test mutating func `a kind is whoever is of it, member or not`() throws {
    show(to: .init(kinds: [.outlet]))
    #expect(try seers().isEmpty)
    var changed = outlet
    changed.kind = .outlet
    #expect(stage.put(.partner(changed)).contains(.partner(outlet.id)))
    #expect(try seers() == [outlet.id])
    stage.remove(.membership(outletPlace))
    #expect(try seers() == [outlet.id])
    changed.kind = .supplier
    stage.put(.partner(changed))
    #expect(try seers().isEmpty)
  }

  @Test mutating func `a tier is a depth of one chain`() throws {
    let tier = try #require(Tier(chain: chain.id, depth: 2))
    show(to: .init(tiers: [tier]))
    #expect(try seers() == [subdealer.id])
    let other = stage.chain("other")
    let top = stage.join(outlet, other)
    stage.join(dealer, other, under: top.id)
    #expect(try seers() == [subdealer.id])
  }

  @Test mutating func `a membership that moves moves the tier of all below it`() throws {
    let tier = try #require(Tier(chain: chain.id, depth: 2))
    show(to: .init(tiers: [tier]))
    var moved = subdealerPlace
    moved.parent = nil
    #expect(stage.put(.membership(moved)) == parties(subdealer, outlet))
    #expect(try seers() == [outlet.id])
    #expect(stage.topology.touched(.partner(outlet.id)) == stage.position)
    moved.parent = dealerPlace.id
    #expect(stage.put(.membership(moved)) == parties(subdealer, outlet))
    #expect(try seers() == [subdealer.id])
  }

  @Test mutating func `a subtree is a partner and all below it, and follows their places`() throws {
    show(to: .init(subtrees: [subdealer.id]))
    #expect(try seers() == [subdealer.id, outlet.id])
    var moved = outletPlace
    moved.parent = dealerPlace.id
    #expect(stage.put(.membership(moved)) == parties(outlet))
    #expect(try seers() == [subdealer.id])
    stage.remove(.membership(subdealerPlace))
    #expect(try seers() == [subdealer.id])
  }

  @Test mutating func `a subtree is that of a partner in every chain`() throws {
    let other = stage.chain("other")
    let top = stage.join(outlet, other)
    stage.join(dealer, other, under: top.id)
    show(to: .init(subtrees: [outlet.id]))
    #expect(try seers() == [outlet.id, dealer.id])
  }

  @Test mutating func `selectors that name nobody are told by list and place`() throws {
    let empty = stage.group("empty", in: chain)
    let full = stage.group("full", in: chain)
    var place = dealerPlace
    place.groups = [full.id]
    stage.put(.membership(place))
    let tiers = [1, 4].compactMap { Tier(chain: chain.id, depth: $0) }
    let seenBy = Rule.SeenBy(
      partners: [dealer.id], groups: [full.id, empty.id], singleGroups: [empty.id],
      kinds: [.dealer, .supplier], tiers: tiers, subtrees: [outlet.id])
    #expect(
      stage.topology.idleSelectors(of: seenBy) == [
        IdleSelector(list: .groups, place: 1), IdleSelector(list: .singleGroups, place: 0),
        IdleSelector(list: .kinds, place: 1), IdleSelector(list: .tiers, place: 1),
      ])
  }
}
