import Testing
import Wire

@testable import Domain

/// Agreements that count for a time only.
@Suite struct AgreementTermTests {
  private var world = World()
  private let id: AgreementID
  private let agreement: Agreement
  private static let start = World.now + .seconds(100)
  private static let end = World.now + .seconds(200)

  init() throws {
    agreement = world.agreement(with: world.dealer)
    id = agreement.id
  }

  private func window(_ from: Timestamp?, _ until: Timestamp?) throws -> Window {
    try Window(from: from, until: until)
  }

  private mutating func make(_ term: Window?) throws {
    let terms = Terms(
      ceiling: agreement.terms.ceiling, purposes: agreement.terms.purposes, term: term)
    try world.run(.create(.agreement(Agreement(id: id, partner: agreement.partner, terms: terms))))
  }

  private var present: Agreement {
    get throws {
      guard case .agreement(let agreement)? = world.state.record(id.record, .agreement) else {
        throw InvalidValue("no agreement")
      }
      return agreement
    }
  }

  private func change(_ term: Window?, _ purposes: Set<Purpose>? = nil) -> Command {
    .change(.agreement(id, .init(purposes: purposes, term: .some(term))))
  }

  private mutating func settle(at time: Timestamp) throws -> Window.Phase {
    try world.run(.settleDue(.agreement(id)), by: .gateway, at: time)
    return try present.phase
  }

  @Test mutating func `it opens and ends when its term says so, and not before`() throws {
    try make(window(Self.start, Self.end))
    #expect(try present.phase == .waiting)
    #expect(try present.termsInForce == .nothing)
    #expect(try present.due == Self.start)
    #expect(try present.narrowing == nil)
    #expect(try settle(at: Self.start - .microseconds(1)) == .waiting)
    #expect(try settle(at: Self.start) == .open)
    #expect(try present.termsInForce == present.terms)
    #expect(try present.narrowing == Self.end)
    #expect(try settle(at: Self.end) == .ended)
    #expect(try present.termsInForce == .nothing)
    #expect(try present.due == nil)
    // A clock that was set back opens nothing again.
    #expect(try settle(at: Self.start) == .ended)
    let clerk = world.admin(of: world.dealer)
    #expect(
      try world.refusal(of: .settleDue(.agreement(id)), by: clerk)?.reason == .forbidden)
  }

  @Test mutating func `an earlier end is in force at once, a later one waits for the partner`()
    throws
  {
    try make(window(nil, Self.end))
    try world.run(change(window(nil, Self.start)))
    #expect(try present.terms.term?.until == Self.start)
    #expect(try present.offer == nil)
    for wider in [try window(nil, Self.end), nil] {
      try world.run(change(wider))
      #expect(try present.terms.term?.until == Self.start)
      #expect(try present.offer?.term == wider)
    }
    let dealer = world.admin(of: world.dealer)
    let version = try present.version
    try world.run(.settleAgreement(id, .accept(version: version)), by: dealer)
    #expect(try present.terms.term == nil)
    #expect(try present.due == nil)
  }

  @Test mutating func `it is renewed after its end, by an offer that the partner accepts`() throws {
    try make(window(nil, Self.start))
    #expect(try settle(at: Self.start) == .ended)
    try world.run(change(window(nil, Self.end)), at: Self.start)
    #expect(try present.phase == .ended)
    let dealer = world.admin(of: world.dealer)
    let late = try world.refusal(
      of: .settleAgreement(id, .accept(version: 2)), by: dealer, at: Self.end)
    #expect(late?.reason == .wrongState)
    #expect(late?.description.contains("over already") == true)
    try world.run(
      .settleAgreement(id, .accept(version: 2)), by: dealer, at: Self.end - .seconds(1))
    #expect(try present.phase == .open)
    #expect(try present.due == Self.end)
  }

  @Test mutating func `a term that is over, in force or offered, is refused where it stands`()
    throws
  {
    let over = try window(nil, World.now)
    let terms = Terms(ceiling: agreement.terms.ceiling, purposes: [.service], term: over)
    let new = Agreement(id: id, partner: agreement.partner, terms: terms)
    #expect(try world.refusal(of: .create(.agreement(new)))?.field == "term/until")
    try make(nil)
    #expect(try world.refusal(of: change(over))?.field == "term/until")
    #expect(try world.refusal(of: change(over, [.service, .sales]))?.field == "term/until")
  }

  @Test mutating func `another time than the present one leaves nothing in force until accepted`()
    throws
  {
    try make(window(nil, Self.start))
    try world.run(change(window(Self.start, Self.end)))
    #expect(try present.terms.purposes == [])
    #expect(try present.offer?.term?.from == Self.start)
    let dealer = world.admin(of: world.dealer)
    try world.run(.settleAgreement(id, .accept(version: 2)), by: dealer)
    #expect(try present.phase == .waiting)
    #expect(try settle(at: Self.start) == .open)
  }
}

@Suite struct TermOrderTests {
  @Test func `of two terms the one that counts only when the other does is within it`() throws {
    let times = [0, 10, 20, 30].map { World.now + .seconds($0) }
    var windows: [Window?] = [nil]
    for from in [nil] + times.map(Optional.some) {
      for until in [nil] + times.map(Optional.some) {
        if let window = try? Window(from: from, until: until) { windows.append(window) }
      }
    }
    func counts(_ window: Window?, _ time: Timestamp) -> Bool {
      window.map { $0.phase(at: time) == .open } ?? true
    }
    let moments = (-5...35).map { World.now + .seconds($0) }
    for one in windows {
      for other in windows {
        let isWithin = moments.allSatisfy { !counts(one, $0) || counts(other, $0) }
        #expect(Window.isWithin(one, other) == isWithin)
        let both = moments.filter { counts(one, $0) && counts(other, $0) }
        let meet = Result { () throws(Window.Fault) in try Window.meet(one, other) }
        switch meet {
        case .success(let window): #expect(moments.filter { counts(window, $0) } == both)
        case .failure: #expect(both.isEmpty)
        }
      }
    }
  }
}
