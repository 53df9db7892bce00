import Testing

@testable import Domain
@testable import Views

@Suite struct VisibilityTests {
  private var stage = Stage()
  private let head: Department
  private let north: Department
  private let city: Department
  private let south: Department
  private let inCity: Contact
  private let inSouth: Contact
  private let dealer: Partner
  private let other: Partner

  init() {
    head = stage.department("head")
    north = stage.department("north", under: head.id)
    city = stage.department("city", under: north.id)
    south = stage.department("south", under: head.id)
    inCity = stage.contact("c", in: [city.id])
    inSouth = stage.contact("s", in: [south.id])
    dealer = stage.partner("dealer")
    other = stage.partner("other")
  }

  private func seen(by party: Party) throws -> Set<RecordID> { Set(try stage.rows(of: party).keys) }
  private var dealerParty: Party { .partner(dealer.id) }

  @Test func `without rules a partner sees nothing`() throws {
    #expect(try seen(by: dealerParty).isEmpty)
  }

  @Test func `the enterprise sees all that is its own in full`() throws {
    let rows = try stage.rows(of: .enterprise)
    #expect(rows.count == 6)
    #expect(stage.scope(of: .enterprise).visibility(of: inCity) == .full)
    #expect(stage.scope(of: .enterprise).visibility(of: head) == .full)
  }

  @Test mutating func `a department stands for its descendants and everybody in them`() throws {
    stage.rule(seen: .init(departments: [north.id]), by: .init(partners: [dealer.id]))
    #expect(
      try seen(by: dealerParty) == [north.id.record, city.id.record, inCity.id.record])
    #expect(try seen(by: .partner(other.id)).isEmpty)
  }

  @Test mutating func `a single contact is seen without its department`() throws {
    stage.rule(seen: .init(contacts: [inCity.id]), by: .init(partners: [dealer.id]))
    #expect(try seen(by: dealerParty) == [inCity.id.record])
    let row = try #require(try stage.row(of: .contact(inCity), for: dealerParty))
    #expect(row.members.first { $0.name == "departments" }?.value == Array("[]".utf8))
  }

  @Test mutating func `a group stands for members of groups below it`() throws {
    let chain = stage.chain("sales")
    let all = stage.group("all", in: chain)
    let region = stage.group("region", in: chain, under: all.id)
    let place = stage.join(dealer, chain, groups: [region.id])
    stage.rule(seen: .init(departments: [south.id]), by: .init(groups: [all.id]))
    #expect(try seen(by: dealerParty) == [south.id.record, inSouth.id.record])
    #expect(try seen(by: .partner(other.id)).isEmpty)
    // A member of the upper group is no member of the lower one.
    stage.join(other, chain, groups: [all.id])
    stage.rule(seen: .init(departments: [north.id]), by: .init(groups: [region.id]))
    #expect(try seen(by: .partner(other.id)) == [south.id.record, inSouth.id.record])
    stage.remove(.membership(place))
    #expect(try seen(by: dealerParty).isEmpty)
  }

  @Test mutating func `the enterprise sees what a partner's rule gives it`() throws {
    let office = stage.department("office", of: dealerParty)
    let staff = stage.contact("staff", of: dealerParty, in: [office.id])
    #expect(try !seen(by: .enterprise).contains(staff.id.record))
    stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]), by: .init(enterprise: true))
    #expect(try seen(by: .enterprise).isSuperset(of: [office.id.record, staff.id.record]))
    #expect(try seen(by: .partner(other.id)).isEmpty)
  }

  @Test mutating func `a deny wins wherever it stands`() throws {
    stage.rule(seen: .init(departments: [head.id]), by: .init(partners: [dealer.id]))
    stage.rule(
      .deny, seen: .init(departments: [north.id]), by: .init(partners: [dealer.id]),
      fields: .nothing)
    stage.rule(seen: .init(departments: [city.id]), by: .init(partners: [dealer.id]))
    stage.rule(seen: .init(contacts: [inCity.id]), by: .init(partners: [dealer.id]))
    #expect(
      try seen(by: dealerParty) == [head.id.record, south.id.record, inSouth.id.record])
  }

  @Test mutating func `a deny leaves what it names and cuts the rest`() throws {
    stage.rule(seen: .init(departments: [south.id]), by: .init(partners: [dealer.id]))
    stage.rule(
      .deny, seen: .init(departments: [south.id]), by: .init(partners: [dealer.id]),
      fields: FieldLevels(classes: [.public: .clear, .business: .masked]))
    let visibility = try #require(stage.scope(of: dealerParty).visibility(of: inSouth))
    #expect(visibility.level(of: .name) == .clear)
    #expect(visibility.level(of: .emails) == .masked)
    #expect(visibility.level(of: .phones) == .hidden)
  }

  @Test mutating func `a deny alone shows nothing`() throws {
    stage.rule(
      .deny, seen: .init(departments: [head.id]), by: .init(partners: [dealer.id]),
      fields: .everything)
    #expect(try seen(by: dealerParty).isEmpty)
  }

  @Test mutating func `a contact in two departments is seen through either and denied by either`()
    throws
  {
    let both = stage.contact("both", in: [city.id, south.id])
    stage.rule(seen: .init(departments: [city.id]), by: .init(partners: [dealer.id]))
    #expect(try seen(by: dealerParty).contains(both.id.record))
    stage.rule(
      .deny, seen: .init(departments: [south.id]), by: .init(partners: [dealer.id]),
      fields: .nothing)
    #expect(try !seen(by: dealerParty).contains(both.id.record))
  }

  @Test mutating func `a rule about contacts' fields alone shows no departments`() throws {
    stage.rule(
      seen: .init(departments: [south.id]), by: .init(partners: [dealer.id]),
      fields: FieldLevels(fields: [.phones: .clear, .departments: .clear]))
    #expect(try seen(by: dealerParty) == [inSouth.id.record])
    let row = try #require(try stage.row(of: .contact(inSouth), for: dealerParty))
    #expect(row.members.first { $0.name == "departments" }?.value == Array("[]".utf8))
  }

  @Test mutating func `siblings see nothing of one another unless a rule names both`() throws {
    let chain = stage.chain("sales")
    let brand = stage.partner("importer")
    let above = stage.join(brand, chain)
    stage.join(dealer, chain, under: above.id)
    stage.join(other, chain, under: above.id)
    let office = stage.department("office", of: dealerParty)
    let staff = stage.contact("staff", of: dealerParty, in: [office.id])
    stage.rule(
      of: dealerParty, seen: .init(departments: [office.id]),
      by: .init(enterprise: true, partners: [brand.id]))
    #expect(try seen(by: .partner(brand.id)) == [office.id.record, staff.id.record])
    #expect(try seen(by: .partner(other.id)).isEmpty)
    stage.rule(
      of: dealerParty, seen: .init(contacts: [staff.id]), by: .init(partners: [other.id]))
    #expect(try seen(by: .partner(other.id)) == [staff.id.record])
  }

  @Test(arguments: Partner.State.allCases)
  mutating func `only linked partners see and give`(state: Partner.State) throws {
    let office = stage.department("office", of: dealerParty)
    stage.rule(seen: .init(departments: [south.id]), by: .init(partners: [dealer.id]))
    stage.rule(of: dealerParty, seen: .init(departments: [office.id]), by: .init(enterprise: true))
    var moved = dealer
    moved.state = state
    stage.put(.partner(moved))
    let takesPart = state == .active || state == .suspended
    #expect(stage.topology.hasView(dealerParty) == takesPart)
    #expect(try seen(by: dealerParty).count == (takesPart ? 3 : 0))
    #expect(try seen(by: .enterprise).contains(office.id.record) == takesPart)
  }

  @Test func `a partner that is not there has no view`() throws {
    let absent = Party.partner(.init(from: stage.random))
    #expect(!stage.topology.hasView(absent))
    #expect(try seen(by: absent).isEmpty)
  }
}
