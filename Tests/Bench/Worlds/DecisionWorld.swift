import Crypto
import Domain
import Views

/// A structure with 1,000 rules and 10,000 partners in memory, and contacts to decide about.
struct DecisionWorld {
  private(set) var topology: Topology
  private(set) var contacts: [Contact] = []
  let partners: [PartnerID]
  private let departments: [DepartmentID]

  private static let ruleCount = 1_000
  private static let partnerCount = 10_000
  private static let departmentCount = 2_000
  private static let contactCount = 20_000
  private static let positions = 200

  init() throws {
    let random = SystemRandom()
    topology = Topology(enterprise: EnterpriseID(from: random))
    departments = (0..<Self.departmentCount).map { _ in DepartmentID(from: random) }
    partners = (0..<Self.partnerCount).map { _ in PartnerID(from: random) }
    contacts = try (0..<Self.contactCount).map { try contact($0, random) }
    var changes: [Change] = []
    // Eight below each, so that trees are some four levels deep.
    for (number, id) in departments.enumerated() {
      changes.append(
        .creating(
          .department(
            Department(
              id: id, organization: .enterprise,
              parent: number == 0 ? nil : departments[(number - 1) / 8],
              code: try Code("D\(number)"), name: try Name("Department \(number)")))))
    }
    for (number, id) in partners.enumerated() {
      changes.append(
        .creating(
          .partner(
            Partner(
              id: id, code: try Code("P\(number)"), name: try Name("Partner \(number)"),
              kind: number % 2 == 0 ? .dealer : .supplier, state: .active))))
    }
    for number in 0..<Self.ruleCount {
      changes.append(.creating(.rule(try rule(number, random))))
    }
    topology.apply(changes, at: Position(1))
  }

  private func contact(_ number: Int, _ random: some RandomSource) throws -> Contact {
    let places = number % 4 == 0 ? [number, number * 7] : [number]
    return Contact(
      id: ContactID(from: random), organization: .enterprise, code: try Code("E\(number)"),
      name: try Name("Maximiliane Musterfrau \(number)"),
      placements: try places.map { place in
        Contact.Placement(
          department: departments[place * 13 % departments.count],
          position: try Name("Position \(place % Self.positions)"))
      })
  }

  /// Every rule speaks to everybody of one kind, so that a party has half of them.
  private func rule(_ number: Int, _ random: some RandomSource) throws -> Rule {
    var seen = Rule.Seen()
    let department = departments[number * 3 % departments.count]
    switch number % 10 {
    case 0: seen.contacts = [contacts[number].id, contacts[number * 19].id]
    case 1: seen.positions = [try Name("Position \(number % Self.positions)")]
    case 2, 3, 4: seen.singleDepartments = [department]
    default: seen.departments = [department]
    }
    let levels = FieldLevels(
      classes: [.public: .clear, .business: number % 3 == 0 ? .clear : .masked],
      fields: number % 7 == 0 ? [.phones: .masked] : [:])
    return Rule(
      id: RuleID(from: random), organization: .enterprise, code: try Code("R\(number)"),
      effect: number % 20 == 19 ? .deny : .allow, seen: seen,
      seenBy: Rule.SeenBy(kinds: [number / 10 % 2 == 0 ? .dealer : .supplier]), fields: levels)
  }
}
