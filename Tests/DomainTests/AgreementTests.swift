import Testing

@testable import Domain

/// Terms: what is the more and what the less.
@Suite struct TermsTests {
  private static let samples: [Terms] = {
    var chance = RandomRecords(seed: 31)
    return (0..<60).map { _ in chance.terms() }
  }()

  @Test func `a class that no ceiling names is hidden`() {
    let terms = Terms(ceiling: FieldLevels(classes: [.public: .clear]), purposes: [.service])
    #expect(terms.ceiling.classes == [.public: .clear, .business: .hidden, .personal: .hidden])
    #expect(terms.ceiling.level(of: .phones) == .hidden)
  }

  @Test(arguments: samples)
  func `what two terms allow is within both, and nothing larger is`(one: Terms) {
    for other in Self.samples {
      let both = one.meet(other)
      #expect(both.isWithin(one))
      #expect(both.isWithin(other))
      for field in Field.allCases {
        #expect(
          both.ceiling.level(of: field)
            == min(one.ceiling.level(of: field), other.ceiling.level(of: field)))
      }
      for fieldClass in FieldClass.allCases {
        #expect(
          both.ceiling.level(of: fieldClass)
            == min(one.ceiling.level(of: fieldClass), other.ceiling.level(of: fieldClass)))
      }
      let isNever = Result { () throws(Window.Fault) in try Window.meet(one.term, other.term) }
        .isFailure
      #expect(both.purposes == (isNever ? [] : one.purposes.intersection(other.purposes)))
      #expect(one.isWithin(other) == (both.isWithin(one) && one.isWithin(both)))
    }
  }

  @Test func `a field that was named keeps its own limit when its class is raised`() {
    let old = Terms(
      ceiling: FieldLevels(classes: [.personal: .masked], fields: [.phones: .masked]),
      purposes: [.service])
    let both = old.meet(
      Terms(ceiling: FieldLevels(classes: [.personal: .clear]), purposes: [.service]))
    #expect(both.ceiling.fields == [.phones: .masked])
  }
}

@Suite struct AgreementTests {
  private var world = World()
  private let agreement: Agreement
  private let brand = Actor.operatorAtMachine

  init() throws {
    agreement = world.agreement(with: world.dealer)
    try world.run(.create(.agreement(agreement)))
  }

  private var present: Agreement? {
    guard case .agreement(let agreement)? = world.state.record(agreement.id.record, .agreement)
    else { return nil }
    return agreement
  }

  private func change(
    _ classes: [FieldClass: FieldLevel]? = nil, _ purposes: Set<Purpose>? = nil
  ) -> Command {
    .change(
      .agreement(
        agreement.id, .init(ceiling: classes.map { FieldLevels(classes: $0) }, purposes: purposes)))
  }

  @Test mutating func `what narrows is in force at once`() throws {
    try world.run(change([.public: .clear, .business: .masked]))
    #expect(present?.terms.ceiling.level(of: .business) == .masked)
    #expect(present?.offer == nil)
    #expect(present?.version == 2)
  }

  @Test mutating func `what widens waits until the partner accepts that version`() throws {
    try world.run(change(nil, [.service, .sales]))
    #expect(present?.terms == agreement.terms)
    #expect(present?.version == 2)
    let dealer = world.admin(of: world.dealer)
    let stale = try world.refusal(
      of: .settleAgreement(agreement.id, .accept(version: 1)), by: dealer)
    #expect(stale?.reason == .wrongState)
    #expect(stale?.description.contains("version 2 does") == true)
    try world.run(.settleAgreement(agreement.id, .accept(version: 2)), by: dealer)
    #expect(present?.terms.purposes == [.service, .sales])
    #expect(present?.offer == nil)
    #expect(present?.version == 2)
    let again = try world.refusal(
      of: .settleAgreement(agreement.id, .accept(version: 2)), by: dealer)
    #expect(again?.reason == .wrongState)
  }

  @Test mutating func `of a change that does both, the narrower part acts and the rest waits`()
    throws
  {
    try world.run(change([.public: .clear, .business: .hidden, .personal: .masked], [.sales]))
    #expect(present?.terms.ceiling.level(of: .business) == .hidden)
    #expect(present?.terms.ceiling.level(of: .personal) == .hidden)
    #expect(present?.terms.purposes == [])
    #expect(present?.offer?.ceiling.level(of: .personal) == .masked)
    #expect(present?.offer?.purposes == [.sales])
    #expect(present?.version == 2)
  }

  @Test mutating func `an offer is declined, replaced, and withdrawn by narrower terms`() throws {
    let dealer = world.admin(of: world.dealer)
    try world.run(change(nil, [.service, .sales]))
    try world.run(.settleAgreement(agreement.id, .decline(version: 2)), by: dealer)
    #expect(present?.offer == nil)
    #expect(present?.terms == agreement.terms)
    try world.run(change(nil, [.service, .supply]))
    try world.run(change(nil, [.service, .compliance]))
    #expect(present?.offer?.purposes == [.service, .compliance])
    #expect(present?.version == 4)
    let older = try world.refusal(
      of: .settleAgreement(agreement.id, .accept(version: 3)), by: dealer)
    #expect(older?.field == "version")
    try world.run(change([.public: .masked]))
    #expect(present?.offer == nil)
    #expect(present?.version == 5)
    // To ask for the terms in force withdraws what waits, and makes no new version of them.
    try world.run(change(nil, [.service, .sales]))
    try world.run(change(nil, [.service]))
    #expect(present?.offer == nil)
    #expect(present?.version == 6)
  }

  @Test mutating func `what is so already changes nothing`() throws {
    #expect(try world.decide(change(nil, [.service])).changes.isEmpty)
    #expect(try world.decide(change()).changes.isEmpty)
    try world.run(change(nil, [.service, .sales]))
    #expect(try world.decide(change(nil, [.service, .sales])).changes.isEmpty)
    #expect(try world.decide(change()).changes.isEmpty)
  }

  @Test(arguments: [Agreement.Settlement.accept(version: 2), .decline(version: 2)])
  mutating func `only the partner itself answers an offer`(settlement: Agreement.Settlement) throws
  {
    try world.run(change(nil, [.service, .sales]))
    let command = Command.settleAgreement(agreement.id, settlement)
    #expect(try world.refusal(of: command)?.reason == .forbidden)
    let other = try world.refusal(of: command, by: world.admin(of: world.supplier))
    #expect(other == .notFound(.agreement))
    let unknown = Command.settleAgreement(.init(from: world.random), settlement)
    #expect(try world.refusal(of: unknown)?.reason == .notFound)
    let partner = world.admin(of: world.dealer)
    #expect(try world.refusal(of: command, by: partner) == nil)
    let own = try world.refusal(of: change(nil, [.sales]), by: partner)
    #expect(own?.reason == .forbidden)
  }

  @Test mutating func `an offer is accepted only as it was read`() throws {
    try world.run(change(nil, [.service, .sales]))
    #expect {
      try world.decide(
        .settleAgreement(agreement.id, .accept(version: 2)), by: world.admin(of: world.dealer),
        expectation: { _ in false })
    } throws: { ($0 as? Refusal)?.reason == .preconditionFailed }
  }

  @Test func `a partner has one agreement, which begins at its beginning`() throws {
    let second = try world.refusal(of: .create(.agreement(world.agreement(with: world.dealer))))
    #expect(second?.reason == .alreadyExists)
    #expect(second?.field == "partner")
    var offering = world.agreement(with: world.supplier)
    offering.offer = Terms(ceiling: FieldLevels(), purposes: [.sales])
    #expect(try world.refusal(of: .create(.agreement(offering)))?.field == "offer")
    let aimless = world.agreement(
      with: world.supplier, Terms(ceiling: FieldLevels(), purposes: []))
    #expect(try world.refusal(of: .create(.agreement(aimless)))?.field == "purposes")
    #expect(try world.refusal(of: change(nil, []))?.field == "purposes")
  }

  @Test mutating func `nobody removes one, but a partner that never was takes it along`() throws {
    let refusal = try world.refusal(of: .remove(agreement.id.record, .agreement))
    #expect(refusal?.reason == .forbidden)
    let partner = Partner(
      id: .init(from: world.random), code: .of("new"), name: .of("New"), kind: .dealer)
    try world.run(.create(.partner(partner)))
    let own = world.agreement(with: partner)
    try world.run(.create(.agreement(own)))
    let changes = try world.run(.remove(partner.id.record, .partner))
    #expect(changes == [.removing(.agreement(own)), .removing(.partner(partner))])
  }

  @Test mutating func `nothing is agreed with a partner that is terminated or unknown`() throws {
    try world.run(.movePartner(world.supplier.id, .terminate(children: nil)))
    let ended = try world.refusal(of: .create(.agreement(world.agreement(with: world.supplier))))
    #expect(ended?.reason == .wrongState)
    let nobody = Partner(
      id: .init(from: world.random), code: .of("x"), name: .of("X"), kind: .dealer)
    let unknown = try world.refusal(of: .create(.agreement(world.agreement(with: nobody))))
    #expect(unknown?.field == "partner")
    // The one that there is can be narrowed on.
    try world.run(.movePartner(world.dealer.id, .terminate(children: .end)))
    try world.run(change([.public: .masked]))
  }

  @Test(arguments: [41, 42, 43] as [UInt64])
  func `whatever is asked for, terms in force never widen without the partner`(seed: UInt64) throws
  {
    var world = world
    var chance = RandomRecords(seed: seed)
    var terms = agreement.terms
    var accepted = 0
    for _ in 0..<300 {
      let wish = chance.terms()
      let change = Agreement.Change(
        ceiling: chance.flip() ? wish.ceiling : nil, purposes: chance.flip() ? wish.purposes : nil)
      if let decision = try? world.decide(.change(.agreement(agreement.id, change))) {
        world.state.apply(decision)
      }
      guard case .agreement(let now)? = world.state.record(agreement.id.record, .agreement) else {
        return
      }
      #expect(now.terms.isWithin(terms))
      terms = now.terms
      guard let offer = now.offer, chance.flip() else { continue }
      try world.run(
        .settleAgreement(agreement.id, .accept(version: now.version)),
        by: world.admin(of: world.dealer))
      terms = offer
      accepted += 1
    }
    #expect(accepted > 10)
  }
}

extension Result {
  fileprivate var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}
