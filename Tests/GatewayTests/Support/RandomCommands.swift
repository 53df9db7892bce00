import Crypto
import Domain
import Gateway

/// Draws commands of many kinds, of which some are refused.
struct RandomCommands {
  private let running: TestGateway
  private var generator: RandomGenerator
  private var departments: [DepartmentID] = []
  private var contacts: [Contact] = []
  private var partners: [PartnerID] = []
  private var agreements: [Agreement] = []

  init(for running: TestGateway) {
    self.running = running
    generator = RandomGenerator(running.random)
  }

  mutating func next() throws -> Command {
    let code = "r\(Int.random(in: 0..<400, using: &generator))"
    switch Int.random(in: 0..<11, using: &generator) {
    case 0, 1:
      // Not too often below another: that one may have been refused or removed.
      let isRoot = Bool.random(using: &generator)
      let parent = isRoot ? nil : departments.randomElement(using: &generator)
      let department = try running.department(code, under: parent)
      departments.append(department.id)
      return .create(.department(department))
    case 2, 3, 4:
      let contact = try running.contact(code, in: departments.suffix(1))
      contacts.append(contact)
      return .create(.contact(contact))
    case 5:
      let partner = try running.partner(code)
      partners.append(partner.id)
      return .create(.partner(partner))
    case 6:
      guard let partner = partners.randomElement(using: &generator) else { return try next() }
      return .movePartner(partner, .activate)
    case 7:
      guard let department = departments.randomElement(using: &generator),
        let partner = partners.randomElement(using: &generator)
      else { return try next() }
      return .create(.rule(try running.rule(code, showing: department, to: partner)))
    case 9:
      guard Bool.random(using: &generator),
        let agreement = agreements.randomElement(using: &generator)
      else {
        guard let partner = partners.randomElement(using: &generator) else { return try next() }
        let agreement = running.agreement(with: partner)
        agreements.append(agreement)
        return .create(.agreement(agreement))
      }
      let isNarrower = Bool.random(using: &generator)
      return .change(
        .agreement(agreement.id, .init(purposes: isNarrower ? [.service] : [.service, .supply])))
    case 8:
      guard let department = departments.randomElement(using: &generator) else { return try next() }
      return .remove(department.record, .department)
    default:
      guard let contact = contacts.randomElement(using: &generator) else { return try next() }
      return try running.renaming(contact, to: "Name \(code)")
    }
  }

  mutating func batch(of count: Int) throws -> [Command] {
    var commands: [Command] = []
    for _ in 0..<count { commands.append(try next()) }
    return commands
  }
}
