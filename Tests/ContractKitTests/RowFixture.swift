import Crypto
import Domain
import Views
import Wire

/// A brand with two departments and one contact, seen by itself in full and by a dealer in part.
struct RowFixture {
  let own: RowBuilder
  let partners: RowBuilder

  private static let enterprise = EnterpriseID(Block128(high: 1, low: 1))
  private static let dealer = PartnerID(Block128(high: 1, low: 2))
  private static let head = DepartmentID(Block128(high: 1, low: 3))
  private static let sales = DepartmentID(Block128(high: 1, low: 4))

  struct NoKeys: Error {}

  init() throws {
    var topology = Topology(enterprise: Self.enterprise)
    let rule = Rule(
      id: RuleID(Block128(high: 1, low: 6)), organization: .enterprise, code: try Code("R"),
      effect: .allow, seen: Rule.Seen(departments: [Self.sales]),
      seenBy: Rule.SeenBy(partners: [Self.dealer]),
      fields: FieldLevels(classes: [.public: .masked], fields: [.departments: .clear]))
    let partner = Partner(
      id: Self.dealer, code: try Code("D"), name: try Name("Dealer"), kind: .dealer, state: .active)
    let head = Department(
      id: Self.head, organization: .enterprise, parent: nil, code: try Code("H"),
      name: try Name("Head office"))
    let records: [Record] = [
      .partner(partner), .department(head), .department(try Self.department()), .rule(rule),
    ]
    topology.apply(records.map { .creating($0) }, at: Position(1))
    own = try Self.builder(.enterprise, topology)
    partners = try Self.builder(.partner(Self.dealer), topology)
  }

  static func department() throws -> Department {
    Department(
      id: sales, organization: .enterprise, parent: head, code: try Code("S"),
      name: try Name("华东销售部"))
  }

  /// Every field is filled.
  static func contact() throws -> Contact {
    Contact(
      id: ContactID(Block128(high: 1, low: 5)), organization: .enterprise, code: try Code("E1"),
      name: try Name("张伟"),
      placements: [
        Contact.Placement(department: sales, position: try Name("经理")),
        Contact.Placement(department: head),
      ],
      phones: [try PhoneNumber("138 1234 5678")], emails: [try EmailAddress("zw@brand.example")],
      employment: .resigned, lastDay: CalendarDate(year: 2026, month: 11, day: 30),
      custom: [try CustomField(name: "wecom_userid", value: "zhangwei", fieldClass: .business)])
  }

  private static func builder(_ party: Party, _ topology: Topology) throws -> RowBuilder {
    let keys = EnterpriseKeys(
      root: Secret(Array(repeating: 7, count: EnterpriseKeys.rootByteCount)),
      enterprise: enterprise)
    guard let ids = PartyIDs(party: party, enterprise: enterprise, keys: keys) else {
      throw NoKeys()
    }
    return RowBuilder(scope: Scope(of: party, in: topology), ids: ids)
  }
}
