import Crypto
import Testing

@testable import Domain
@testable import Views

/// What the scope of an endpoint leaves of its party's view.
@Suite struct EndpointScopeTests {
  private var stage = Stage()
  private let top: Department
  private let below: Department
  private let person: Contact
  private let dealer: Partner
  private let sales: Chain
  private let service: Chain
  private let region: Group

  init() {
    top = stage.department("top")
    below = stage.department("below", under: top.id)
    person = stage.contact("c", in: [top.id, below.id])
    dealer = stage.partner("dealer")
    sales = stage.chain("sales")
    service = stage.chain("service")
    region = stage.group("region", in: sales)
  }

  private var party: Party { .partner(dealer.id) }

  private func rows(_ scope: Endpoint.Scope) throws -> [RecordID: Row] {
    let builder = RowBuilder(
      scope: Scope(of: party, in: stage.topology, narrowedTo: scope), ids: try stage.ids(of: party))
    let reader = RecordsNow(records: stage.records)
    var rows: [RecordID: Row] = [:]
    try ViewStream(rows: builder, reader: reader, at: stage.position).forEach { row in
      #expect(rows.updateValue(row, forKey: row.record) == nil)
    }
    let plain = try PlainView(rows: builder, reader: reader).rows(at: stage.position)
    #expect(rows == plain)
    return rows
  }

  private func seen(_ scope: Endpoint.Scope) throws -> Set<RecordID> { Set(try rows(scope).keys) }

  private func value(_ name: String, of row: Row?) -> String? {
    row?.members.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  @Test mutating func `records of other kinds are not told, and no department is named`() throws {
    stage.rule(seen: .init(departments: [top.id]), by: .init(partners: [dealer.id]))
    let office = stage.department("office", of: party)
    let own = stage.contact("own", of: party, in: [office.id])
    let departments: Set = [top.id.record, below.id.record, office.id.record]
    #expect(try seen(.init(kinds: [.department])) == departments)
    let people = try rows(.init(kinds: [.contact]))
    #expect(Set(people.keys) == [person.id.record, own.id.record])
    for row in people.values { #expect(value("departments", of: row) == "[]") }
    #expect(try rows(.init(kinds: [.contact, .department])) == rows(.whole))
  }

  @Test mutating func `allows for other purposes do not count, and every deny does`() throws {
    let byPartner = Rule.SeenBy(partners: [dealer.id])
    stage.rule(seen: .init(departments: [below.id]), by: byPartner, purpose: .sales)
    stage.rule(
      seen: .init(departments: [top.id]), by: byPartner,
      fields: FieldLevels(fields: [.name: .clear]), purpose: .service)
    let sales = try rows(.init(purposes: [.sales]))
    #expect(Set(sales.keys) == [below.id.record, person.id.record])
    #expect(value("parent", of: sales[below.id.record]) == nil)
    #expect(try seen(.init(purposes: [.supply])).isEmpty)
    stage.rule(.deny, seen: .init(contacts: [person.id]), by: byPartner, fields: .nothing)
    #expect(try seen(.init(purposes: [.sales])) == [below.id.record])
  }

  @Test mutating func `an allow counts that comes through a chain of the scope or through none`()
    throws
  {
    let above = stage.partner("above")
    let place = stage.join(above, service)
    stage.join(dealer, sales, groups: [region.id])
    stage.join(dealer, service, under: place.id)
    let second = try #require(Tier(chain: service.id, depth: 2))
    let (bySales, byService) = (
      Endpoint.Scope(chains: [sales.id]), Endpoint.Scope(chains: [service.id])
    )
    let cases: [(Rule.SeenBy, sales: Bool, service: Bool)] = [
      (.init(groups: [region.id]), true, false), (.init(singleGroups: [region.id]), true, false),
      (.init(tiers: [second]), false, true), (.init(subtrees: [above.id]), false, true),
      (.init(partners: [dealer.id]), true, true), (.init(subtrees: [dealer.id]), true, true),
      (.init(kinds: [.dealer]), true, true),
      (.init(groups: [region.id], tiers: [second]), true, true),
    ]
    for (seenBy, inSales, inService) in cases {
      let rule = stage.rule(seen: .init(contacts: [person.id]), by: seenBy)
      #expect(try seen(bySales).isEmpty != inSales, "\(seenBy)")
      #expect(try seen(byService).isEmpty != inService, "\(seenBy)")
      #expect(try seen(.init(chains: [sales.id, service.id])) == seen(.whole))
      stage.remove(.rule(rule))
    }
  }

  @Test mutating func `who leaves a chain is looked at though the rule still speaks to it`() throws
  {
    let other = stage.group("other", in: service)
    var place = stage.join(dealer, sales, groups: [region.id])
    stage.join(dealer, service, groups: [other.id])
    stage.rule(seen: .init(departments: [top.id]), by: .init(groups: [region.id, other.id]))
    let before = stage.topology
    place.groups = []
    let outcome = stage.write([(place.id.record, .membership(place))])
    #expect(outcome.affected.contains(party))
    let scope = Endpoint.Scope(chains: [sales.id])
    #expect(try seen(scope).isEmpty)
    let sources = ViewSources.difference(
      for: party, from: before, to: stage.topology, by: outcome.changes, scopes: (scope, scope))
    #expect(sources.departments == [top.id, below.id] && sources.placements == [top.id, below.id])
  }

  @Test(arguments: [21, 22, 23] as [UInt64])
  func `levels are those of the design's words within random scopes`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    var generator = RandomGenerator(SeededRandom(seed: seed))
    var seen = 0
    for step in 0..<300 {
      _ = history.write(history.next())
      guard step % 10 == 0 else { continue }
      let stage = history.stage
      for party in history.parties {
        let scope = Self.scope(in: stage, &generator)
        let naive = NaiveVisibility(records: stage.records, party: party, scope: scope)
        let tested = Scope(of: party, in: stage.topology, narrowedTo: scope)
        let topology = stage.topology
        for record in stage.records.values {
          switch record {
          case .contact(let contact):
            let visibility = tested.visibility(of: contact)
            if visibility != nil { seen += 1 }
            #expect(naive.agrees(visibility, with: contact))
            let why = topology.explanation(of: contact, for: party, narrowedTo: scope)
            #expect(why.isVisible == (visibility != nil))
            for case (.field(let field), let level) in why.fields.map({ ($0.subject, $0.level) }) {
              #expect(level == visibility?.level(of: field) ?? .hidden)
            }
          case .department(let department):
            #expect(naive.agrees(tested.visibility(of: department), with: department))
            let why = topology.explanation(of: department, for: party, narrowedTo: scope)
            #expect(why.isVisible == (tested.visibility(of: department) != nil))
          default: break
          }
        }
      }
    }
    #expect(seen > 30)
  }

  private static func scope(
    in stage: Stage, _ generator: inout RandomGenerator
  ) -> Endpoint.Scope {
    let kinds: [Set<RecordKind>?] = [nil, nil, [.contact], [.department]]
    let purposes: [Set<Purpose>?] = [nil, [.service], [.sales], [.service, .sales]]
    // The second is none that anybody is in.
    let chains: [Set<ChainID>?] = [
      nil, nil, [ChainID(from: stage.random)], Set(stage.topology.chains.keys),
    ]
    return Endpoint.Scope(
      kinds: kinds.randomElement(using: &generator) ?? nil,
      purposes: purposes.randomElement(using: &generator) ?? nil,
      chains: chains.randomElement(using: &generator) ?? nil)
  }
}
