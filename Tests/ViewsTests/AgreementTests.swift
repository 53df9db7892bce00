import Crypto
import Testing
import Wire

@testable import Domain
@testable import Views

/// What an agreement takes from what rules give.
@Suite struct AgreementTests {
  private var stage = Stage()
  private let head: Department
  private let person: Contact
  private let office: Department
  private let clerk: Contact
  private let dealer: Partner
  private let other: Partner
  private let toDealer: Rule.SeenBy
  private static let masked = FieldLevels(
    classes: [.public: .clear, .business: .clear, .personal: .masked], fields: [.emails: .hidden])

  init() {
    head = stage.department("head")
    person = stage.contact("c", in: [head.id])
    dealer = stage.partner("dealer")
    other = stage.partner("other")
    office = stage.department("office", of: .partner(dealer.id))
    clerk = stage.contact("k", of: .partner(dealer.id), in: [office.id])
    toDealer = .init(partners: [dealer.id])
  }

  private var dealerParty: Party { .partner(dealer.id) }

  private func level(
    _ field: Field, of contact: Contact, for party: Party
  ) -> FieldLevel? {
    stage.scope(of: party).visibility(of: contact)?.level(of: field)
  }

  @Test mutating func `a partner sees no field beyond its ceiling`() {
    stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    #expect(level(.phones, of: person, for: dealerParty) == .clear)
    stage.agree(with: dealer, Self.masked)
    #expect(level(.name, of: person, for: dealerParty) == .clear)
    #expect(level(.phones, of: person, for: dealerParty) == .masked)
    #expect(level(.emails, of: person, for: dealerParty) == .hidden)
    let visibility = stage.scope(of: dealerParty).visibility(of: person)
    #expect(visibility?.level(of: FieldClass.personal) == .masked)
  }

  @Test(arguments: [Window.Phase.waiting, .ended])
  mutating func `outside of its term nothing crosses, as it would without an agreement`(
    phase: Window.Phase
  ) throws {
    stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]),
      by: .init(enterprise: true, partners: [other.id]))
    #expect(level(.name, of: person, for: dealerParty) == .clear)
    let until = Timestamp(seconds: 1_800_000_000)
    var agreement = Agreement(
      id: .init(from: SeededRandom(seed: 9)), partner: dealer.id,
      terms: Terms(
        ceiling: .everything, purposes: [.service], term: try Window(from: nil, until: until)))
    stage.put(.agreement(agreement))
    #expect(level(.name, of: person, for: dealerParty) == .clear)
    #expect(stage.topology.due.due(at: until) == [.agreement(agreement.id)])
    #expect(stage.topology.narrowing.earliest == until)
    agreement.phase = phase
    stage.put(.agreement(agreement))
    #expect(stage.scope(of: dealerParty).visibility(of: person) == nil)
    for party in [.enterprise, .partner(other.id)] as [Party] {
      #expect(stage.scope(of: party).visibility(of: clerk) == nil)
    }
    #expect(stage.scope(of: dealerParty).visibility(of: clerk) == .full)
  }

  @Test mutating func `the enterprise and other partners see its records up to the same ceiling`() {
    stage.agree(with: dealer, Self.masked)
    stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]),
      by: .init(enterprise: true, partners: [other.id]))
    #expect(level(.phones, of: clerk, for: .enterprise) == .masked)
    #expect(level(.phones, of: clerk, for: .partner(other.id)) == .masked)
    // Of two ceilings the lower.
    stage.agree(with: other, FieldLevels(classes: [.personal: .clear]))
    #expect(level(.phones, of: clerk, for: .partner(other.id)) == .masked)
    #expect(level(.name, of: clerk, for: .partner(other.id)) == .hidden)
    #expect(stage.scope(of: dealerParty).visibility(of: clerk) == .full)
  }

  @Test mutating func `an allow for a purpose that is not agreed gives nothing`() {
    stage.rule(seen: .init(departments: [head.id]), by: toDealer, purpose: .sales)
    stage.agree(with: dealer, for: [.service, .afterSales])
    #expect(stage.scope(of: dealerParty).visibility(of: person) == nil)
    stage.rule(
      seen: .init(contacts: [person.id]), by: toDealer, fields: .init(fields: [.name: .clear]),
      purpose: .afterSales)
    #expect(level(.name, of: person, for: dealerParty) == .clear)
    #expect(level(.phones, of: person, for: dealerParty) == .hidden)
  }

  @Test mutating func `a deny acts whatever its purpose`() {
    stage.agree(with: dealer)
    stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    stage.rule(
      .deny, seen: .init(contacts: [person.id]), by: toDealer, fields: .nothing,
      purpose: .compliance)
    #expect(stage.scope(of: dealerParty).visibility(of: person) == nil)
    #expect(stage.scope(of: dealerParty).sees(head.id))
  }

  @Test mutating func `under a ceiling of nothing there is no record`() throws {
    stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    stage.agree(with: dealer, .nothing)
    #expect(
      try Set(stage.rows(of: dealerParty).keys) == [
        office.id.record, clerk.id.record,
      ])
  }

  @Test
  mutating func `an offer moves nobody's view, its acceptance the partner's and its readers'`()
    throws
  {
    stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]), by: .init(enterprise: true))
    var agreement = stage.agree(with: dealer, Self.masked)
    let rows = try stage.rows(of: dealerParty)
    let touched = stage.topology.touched(dealerParty)
    agreement.version = 2
    agreement.offer = Terms(ceiling: .everything, purposes: [.service])
    #expect(stage.put(.agreement(agreement)).isEmpty)
    #expect(try stage.rows(of: dealerParty) == rows)
    #expect(stage.topology.touched(dealerParty) == touched)
    agreement.terms = try #require(agreement.offer)
    agreement.offer = nil
    #expect(stage.put(.agreement(agreement)) == [dealerParty, .enterprise])
    #expect(level(.phones, of: person, for: dealerParty) == .clear)
    #expect(level(.phones, of: clerk, for: .enterprise) == .clear)
  }

  @Test mutating func `another ceiling looks where rules show, a deny and other partners aside`() {
    let shown = stage.rule(seen: .init(departments: [head.id]), by: toDealer)
    stage.rule(.deny, seen: .init(singleDepartments: [head.id]), by: toDealer, fields: .nothing)
    let before = stage.topology
    let agreement = stage.agree(with: dealer, Self.masked)
    let changes = [Change.creating(.agreement(agreement))]
    let sources = ViewSources.difference(
      for: dealerParty, from: before, to: stage.topology, by: changes)
    #expect(sources == stage.topology.sources(of: shown))
    let others = ViewSources.difference(
      for: .partner(other.id), from: before, to: stage.topology, by: changes)
    #expect(others.isEmpty)
  }

  @Test
  mutating func `parties under the same ceilings and purposes or not are decided alike by rules`() {
    let both = Rule.SeenBy(partners: [dealer.id, other.id])
    stage.rule(seen: .init(departments: [head.id]), by: both)
    stage.rule(
      seen: .init(departments: [head.id]), by: both, fields: .init(fields: [.phones: .clear]),
      purpose: .sales)
    stage.agree(with: dealer, Self.masked, for: [.sales])
    #expect(level(.name, of: person, for: dealerParty) == .hidden)
    #expect(level(.phones, of: person, for: dealerParty) == .masked)
    #expect(level(.name, of: person, for: .partner(other.id)) == .clear)
    #expect(level(.phones, of: person, for: .partner(other.id)) == .clear)
  }

  @Test mutating func `what a rule gives beyond agreements is counted by what names it`() {
    let both = Rule.SeenBy(partners: [dealer.id, other.id])
    stage.agree(with: dealer, Self.masked, for: [.sales])
    let rule = stage.rule(
      seen: .init(departments: [head.id]), by: both,
      fields: .init(classes: [.public: .clear, .personal: .clear], fields: [.emails: .masked]))
    let excess = stage.topology.excess(of: rule)
    #expect(excess.purpose == 1)
    #expect(excess.classes == [.personal: 1])
    #expect(excess.fields == [.emails: 1])
    stage.agree(with: other, .nothing, for: [.service])
    let more = stage.topology.excess(of: rule)
    #expect(more.purpose == 1)
    #expect(more.classes == [.public: 1, .personal: 2])
    #expect(more.fields == [.emails: 2])
    let deny = stage.rule(.deny, seen: .init(departments: [head.id]), by: both)
    #expect(stage.topology.excess(of: deny) == AgreementExcess())
  }

  @Test mutating func `of a partner's rule only its own agreement is counted`() {
    stage.agree(with: other, .nothing, for: [.sales])
    let rule = stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]), by: .init(partners: [other.id]))
    #expect(stage.topology.excess(of: rule) == AgreementExcess())
    stage.agree(with: dealer, for: [.supply])
    #expect(stage.topology.excess(of: rule).purpose == 1)
  }

  @Test(arguments: [51, 52, 53, 54] as [UInt64])
  func `nothing is shown beyond a ceiling, whatever rules there are`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var cut = 0
    for step in 0..<300 {
      _ = history.write(history.next())
      guard step % 10 == 0 else { continue }
      for party in history.parties {
        let scope = history.stage.scope(of: party)
        for contact in history.contacts where contact.organization != party {
          guard let visibility = scope.visibility(of: contact) else { continue }
          for side in [party, contact.organization] {
            guard let terms = history.stage.topology.terms(of: side) else { continue }
            cut += 1
            for field in Field.allCases {
              #expect(visibility.level(of: field) <= terms.ceiling.level(of: field))
            }
            for fieldClass in FieldClass.allCases {
              #expect(visibility.level(of: fieldClass) <= terms.ceiling.level(of: fieldClass))
            }
          }
        }
      }
    }
    #expect(cut > 10)
  }
}
