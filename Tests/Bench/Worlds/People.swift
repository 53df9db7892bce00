import Crypto
import Domain

/// The records that figures are taken over.
struct People {
  let partner: PartnerID
  let department: DepartmentID
  let rule: RuleID
  private let key: KeyID

  /// Everything is shown.
  static let levels = FieldLevels(
    classes: [.public: .clear, .business: .clear, .personal: .clear])

  init(random: some RandomSource) {
    partner = PartnerID(from: random)
    department = DepartmentID(from: random)
    rule = RuleID(from: random)
    key = KeyID(from: random)
  }

  /// A partner with a key, a department, and a rule that shows everybody in it to the partner.
  func structure(partnerSecret: Digest) throws -> [Command] {
    [
      .create(
        .partner(
          Partner(id: partner, code: try Code("D-1"), name: try Name("Dealer"), kind: .dealer))),
      .movePartner(partner, .activate),
      .create(
        .department(
          Department(
            id: department, organization: .enterprise, parent: nil, code: try Code("sales"),
            name: try Name("Sales and Service")))),
      .create(
        .rule(
          Rule(
            id: rule, organization: .enterprise, code: try Code("all"), effect: .allow,
            seen: Rule.Seen(departments: [department]), seenBy: Rule.SeenBy(partners: [partner]),
            fields: Self.levels))),
      .create(
        .key(
          Key(
            id: key, party: .partner(partner), role: .partnerAdmin, name: try Name("dealer"),
            secretDigest: partnerSecret))),
    ]
  }

  func creation(of contact: ContactID, number: Int) throws -> Command {
    .create(
      .contact(
        Contact(
          id: contact, organization: .enterprise, code: try Code("E-\(100_000 + number)"),
          name: try Name("Maximiliane Musterfrau \(number)"),
          placements: [
            Contact.Placement(department: department, position: try Name("Area Sales Manager"))
          ],
          phones: [try Self.phone(number)],
          emails: [try EmailAddress("person.\(number)@brand.example")],
          custom: [try CustomField(name: "region", value: "north-west", fieldClass: .business)])))
  }

  static func phone(_ number: Int) throws -> PhoneNumber {
    let digits = String(number % 10_000_000)
    return try PhoneNumber("+4930" + String(repeating: "0", count: 7 - digits.count) + digits)
  }
}
