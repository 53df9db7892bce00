import Testing

@testable import Domain

@Suite struct EndpointScopeTests {
  private func field(
    _ scope: Endpoint.Scope, of party: Party, in world: World
  ) throws -> String? {
    var endpoint = try world.endpoint(.of("crm"), of: party)
    endpoint.scope = scope
    return try world.refusal(of: .create(.endpoint(endpoint)))?.field
  }

  @Test func `a scope names something of what there is`() throws {
    let world = World()
    let dealer = Party.partner(world.dealer.id)
    let cases: [(Endpoint.Scope, Party, String?)] = [
      (.whole, dealer, nil),
      (.init(kinds: [.contact], purposes: [.sales], chains: [world.sales.id]), dealer, nil),
      (.init(kinds: []), dealer, "scope/kinds"),
      (.init(kinds: [.contact, .rule]), dealer, "scope/kinds"),
      (.init(purposes: []), dealer, "scope/purposes"),
      (.init(chains: []), dealer, "scope/chains"),
      (.init(chains: [.init(from: world.random)]), dealer, "scope/chains"),
      // There, and not the dealer's to know of.
      (.init(chains: [world.supply.id]), dealer, "scope/chains"),
      (.init(kinds: [.department], purposes: [.service]), .enterprise, nil),
      (.init(chains: [world.sales.id]), .enterprise, "scope/chains"),
    ]
    for (scope, party, expected) in cases {
      #expect(try field(scope, of: party, in: world) == expected)
    }
  }

  @Test func `a chain that is unknown and one that is hidden are refused alike`() throws {
    let world = World()
    let refusals = try [world.supply.id, .init(from: world.random)].map { chain in
      var endpoint = try world.endpoint(.of("crm"), of: .partner(world.dealer.id))
      endpoint.scope = .init(chains: [chain])
      return try world.refusal(of: .create(.endpoint(endpoint)), by: world.admin(of: world.dealer))
    }
    #expect(refusals[0] != nil && refusals[0] == refusals[1])
  }

  @Test func `each change of the scope counts, and what leaves it as it is does not`() throws {
    var world = World()
    let endpoint = try world.endpoint(.of("crm"), of: .partner(world.dealer.id))
    try world.run(.create(.endpoint(endpoint)))
    var change = Endpoint.Change()
    change.scope = .init(kinds: [.department])
    for expected in [1, nil] {
      let changes = try world.run(.change(.endpoint(endpoint.id, change)))
      #expect(version(of: changes.first?.after) == expected)
    }
    change.scope = .whole
    let changes = try world.run(.change(.endpoint(endpoint.id, change)))
    #expect(version(of: changes.first?.after) == 2)
  }

  private func version(of record: Record?) -> Int? {
    guard case .endpoint(let endpoint)? = record else { return nil }
    return endpoint.scopeVersion
  }

  @Test func `a chain stays while a scope names it, and who left it may change the rest`() throws {
    var world = World()
    var endpoint = try world.endpoint(.of("crm"), of: .partner(world.supplier.id))
    endpoint.scope = .init(chains: [world.supply.id])
    try world.run(.create(.endpoint(endpoint)))
    try world.run(.remove(world.supplierPlace.id.record, .membership))
    let removal = Command.remove(world.supply.id.record, .chain)
    #expect(try world.refusal(of: removal)?.reason == .inUse)
    var change = Endpoint.Change()
    change.state = .paused
    #expect(try world.refusal(of: .change(.endpoint(endpoint.id, change))) == nil)
    change.scope = .whole
    try world.run(.change(.endpoint(endpoint.id, change)))
    #expect(try world.refusal(of: removal) == nil)
  }
}
