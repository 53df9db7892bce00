import Crypto
import Wire

@testable import Domain

/// A small enterprise: two chains with groups, a dealer tree, a supplier, departments and contacts.
///
/// dealer -> subdealer -> outlet in chain `sales`; the supplier stands in chain `supply`.
struct World {
  var state: DirectoryDouble
  let random = SeededRandom(seed: 7)

  let enterprise: EnterpriseID
  let sales: Chain
  let supply: Chain
  let north: Group
  let dealer: Partner
  let subdealer: Partner
  let outlet: Partner
  let supplier: Partner
  let dealerPlace: Membership
  let subdealerPlace: Membership
  let outletPlace: Membership
  let supplierPlace: Membership
  let head: Department
  let field: Department
  let dealerOffice: Department
  let zhang: Contact
  let dealerStaff: Contact

  static let now = Timestamp(seconds: 1_700_000_000)

  init() {
    let random = random
    let enterprise = EnterpriseID(from: random)
    func partner(_ code: String, _ kind: Partner.Kind) -> Partner {
      Partner(
        id: PartnerID(from: random), code: Code(stored: code), name: Name(stored: code),
        kind: kind, state: .active)
    }
    sales = Chain(id: ChainID(from: random), code: .of("sales"), name: .of("Sales"))
    supply = Chain(id: ChainID(from: random), code: .of("supply"), name: .of("Supply"))
    north = Group(
      id: GroupID(from: random), chain: sales.id, parent: nil, code: .of("north"),
      name: .of("North"))
    dealer = partner("dealer", .dealer)
    subdealer = partner("subdealer", .dealer)
    outlet = partner("outlet", .outlet)
    supplier = partner("supplier", .supplier)
    dealerPlace = Membership(
      id: MembershipID(from: random), chain: sales.id, partner: dealer.id, groups: [north.id],
      parent: nil)
    subdealerPlace = Membership(
      id: MembershipID(from: random), chain: sales.id, partner: subdealer.id, groups: [],
      parent: dealerPlace.id)
    outletPlace = Membership(
      id: MembershipID(from: random), chain: sales.id, partner: outlet.id, groups: [],
      parent: subdealerPlace.id)
    supplierPlace = Membership(
      id: MembershipID(from: random), chain: supply.id, partner: supplier.id, groups: [],
      parent: nil)
    head = Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: nil, code: .of("head"),
      name: .of("总部"))
    field = Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: head.id,
      code: .of("field"),
      name: .of("Field"))
    dealerOffice = Department(
      id: DepartmentID(from: random), organization: .partner(dealer.id), parent: nil,
      code: .of("office"), name: .of("Office"))
    zhang = Contact(
      id: ContactID(from: random), organization: .enterprise, code: .of("z1"), name: .of("张伟"),
      placements: [.init(department: field.id)])
    dealerStaff = Contact(
      id: ContactID(from: random), organization: .partner(dealer.id), code: .of("d1"),
      name: .of("Li"),
      placements: [.init(department: dealerOffice.id)])
    self.enterprise = enterprise
    state = DirectoryDouble(
      enterprise: enterprise,
      [
        .enterprise(Enterprise(id: enterprise, name: .of("Brand"))), .chain(sales), .chain(supply),
        .group(north), .partner(dealer), .partner(subdealer), .partner(outlet),
        .partner(supplier), .membership(dealerPlace), .membership(subdealerPlace),
        .membership(outletPlace), .membership(supplierPlace), .department(head),
        .department(field), .department(dealerOffice), .contact(zhang), .contact(dealerStaff),
      ])
  }

  func decide(
    _ command: Command, by actor: Actor = .operatorAtMachine, at time: Timestamp = now,
    expectation: (@Sendable (Record) -> Bool)? = nil
  ) throws -> Decision {
    let request = CommandRequest(command, by: actor, at: time, expectation: expectation)
    return try Domain.decide(request, in: state)
  }

  /// Why a command is refused, or nil if it is accepted.
  func refusal(
    of command: Command, by actor: Actor = .operatorAtMachine, at time: Timestamp = now
  ) throws -> Refusal? {
    do {
      _ = try decide(command, by: actor, at: time)
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  /// Accepts a command and goes on from there.
  @discardableResult
  mutating func run(
    _ command: Command, by actor: Actor = .operatorAtMachine, at time: Timestamp = now
  ) throws -> [Change] {
    let decision = try decide(command, by: actor, at: time)
    state.apply(decision)
    return decision.changes
  }

  func admin(of partner: Partner) -> Actor {
    Actor(party: .partner(partner.id), role: .partnerAdmin, key: nil)
  }

  func endpoint(_ code: Code, of party: Party = .enterprise) throws -> Endpoint {
    Endpoint(
      id: EndpointID(from: random), party: party, code: code, adapter: .of("standard-webhooks"),
      url: try HTTPURL(parsing: "https://example.com/hook"))
  }

  func key(of party: Party, role: Key.Role) -> Key {
    Key(
      id: KeyID(from: random), party: party, role: role, name: .of("key"),
      secretDigest: SHA256.hash([1, 2, 3]))
  }

  /// Everything but personal fields, for service.
  func agreement(
    with partner: Partner,
    _ terms: Terms = Terms(
      ceiling: FieldLevels(classes: [.public: .clear, .business: .clear]), purposes: [.service])
  ) -> Agreement {
    Agreement(id: AgreementID(from: random), partner: partner.id, terms: terms)
  }

  func rule(
    of organization: Party = .enterprise, seen: Rule.Seen, seenBy: Rule.SeenBy
  ) -> Rule {
    Rule(
      id: RuleID(from: random), organization: organization, code: .of("rule"), effect: .allow,
      seen: seen, seenBy: seenBy, fields: FieldLevels(classes: [.public: .clear]))
  }
}

// For texts that the tests know to be right.
extension Code {
  static func of(_ text: String) -> Code { Code(stored: text) }
}

extension Name {
  static func of(_ text: String) -> Name { Name(stored: text) }
}

extension AdapterName {
  static func of(_ text: String) -> AdapterName { AdapterName(stored: text) }
}

extension World {
  /// A tier of the sales chain or of another.
  func tier(_ depth: Int, of chain: ChainID? = nil) throws -> Tier {
    guard let tier = Tier(chain: chain ?? sales.id, depth: depth) else {
      throw InvalidValue("no tier \(depth)")
    }
    return tier
  }
}
