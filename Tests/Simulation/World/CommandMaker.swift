import Domain
@testable import Gateway
import Views
import Wire

/// Makes up commands that fit the present state; some of them are refused all the same.
struct CommandMaker {
  let cast: Cast
  var chance: Chance
  /// The record that most of what happens to contacts happens to.
  var favourite: RecordID?

  struct Made {
    let command: Command
    var actor = Actor.operatorAtMachine
  }

  private var records: [Record] { cast.world.orderedRecords }

  private func departments(of organization: Party) -> [Department] {
    records.compactMap { record in
      guard case .department(let department) = record else { return nil }
      return department.organization == organization ? department : nil
    }
  }

  var contacts: [Contact] {
    records.compactMap { if case .contact(let contact) = $0 { contact } else { nil } }
  }

  private var rules: [Rule] {
    records.compactMap { if case .rule(let rule) = $0 { rule } else { nil } }
  }

  private var memberships: [Membership] {
    records.compactMap { if case .membership(let membership) = $0 { membership } else { nil } }
  }

  /// A command, now and then one that narrows who sees `lost`.
  mutating func make(about lost: RecordID?) throws -> Made? {
    if let lost, case .contact(let contact)? = cast.world.records[lost], chance.percent() < 60 {
      return try narrow(contact)
    }
    switch chance.percent() {
    case 0..<34: return try contactCommand()
    case 34..<40: return linkCommand()
    case 40..<54: return try departmentCommand()
    case 54..<62: return try membershipCommand()
    case 62..<80: return try ruleCommand()
    case 80..<83: return try groupCommand()
    case 83..<87: return try partnerCommand()
    case 87..<92: return endpointCommand()
    case 92..<97: return agreementCommand()
    default: return try nameCommand()
    }
  }

  private mutating func narrow(_ contact: Contact) throws -> Made? {
    let actor = Cast.actor(contact.organization)
    switch chance.percent() {
    case 0..<40: return try moved(contact)
    case 40..<60: return Made(command: .remove(contact.id.record, .contact), actor: actor)
    case 60..<80:
      let rule = chance.pick(from: rules)
      return rule.map {
        Made(command: .remove($0.id.record, .rule), actor: Cast.actor($0.organization))
      }
    default:
      let rule = try cast.newRule(
        of: contact.organization, .deny, seen: Rule.Seen(contacts: [contact.id]),
        by: chance.seers(contact.organization, cast),
        FieldLevels())
      return Made(command: .create(.rule(rule)), actor: actor)
    }
  }

  // MARK: Contacts

  mutating func contactCommand() throws -> Made? {
    if chance.percent() < 15 || contacts.isEmpty { return try newContact() }
    var contact = chance.pick(contacts)
    if let favourite, case .contact(let known)? = cast.world.records[favourite],
      chance.percent() < 60
    {
      contact = known
    }
    let actor = Cast.actor(contact.organization)
    if chance.percent() < 12 {
      return Made(command: .remove(contact.id.record, .contact), actor: actor)
    }
    if chance.percent() < 35 { return try moved(contact) }
    var change = Contact.Change()
    switch chance.number(0...4) {
    case 0: change.name = try Name("canary \(cast.number())")
    case 1: change.phones = [try cast.phone()]
    case 2: change.employment = chance.pick(Employment.allCases)
    case 3:
      change.custom = [
        try CustomField(
          name: "badge", value: "canary \(cast.number())",
          fieldClass: chance.pick(FieldClass.allCases))
      ]
    default: change.lastDay = .some(chance.percent() < 50 ? nil : cast.world.clock.now().date)
    }
    return Made(command: .change(.contact(contact.id, change)), actor: actor)
  }

  mutating func newContact() throws -> Made? {
    let organization = organization()
    guard let department = chance.pick(from: departments(of: organization)) else { return nil }
    let contact = try cast.newContact(of: organization, in: [department.id])
    return Made(command: .create(.contact(contact)), actor: Cast.actor(organization))
  }

  private mutating func moved(_ contact: Contact) throws -> Made? {
    var change = Contact.Change()
    var targets: Set<DepartmentID> = []
    for _ in 0..<chance.number(1...2) {
      if let target = chance.pick(from: departments(of: contact.organization)) {
        targets.insert(target.id)
      }
    }
    change.placements = targets.sorted().map { department in
      Contact.Placement(
        department: department, position: chance.percent() < 60 ? chance.pick(Cast.positions) : nil)
    }
    return Made(
      command: .change(.contact(contact.id, change)), actor: Cast.actor(contact.organization))
  }

  private mutating func organization() -> Party {
    chance.percent() < 75 ? .enterprise : .partner(chance.pick(cast.partners))
  }

  // MARK: Structure

  private mutating func departmentCommand() throws -> Made? {
    let organization = organization()
    let actor = Cast.actor(organization)
    let all = departments(of: organization)
    let other = chance.pick(from: all)?.id
    guard chance.percent() > 12, let department = chance.pick(from: all) else {
      let department = try cast.newDepartment(of: organization, under: other)
      return Made(command: .create(.department(department)), actor: actor)
    }
    if chance.percent() < 10 {
      return Made(command: .remove(department.id.record, .department), actor: actor)
    }
    var change = Department.Change()
    if chance.percent() < 70 {
      change.parent = .some(chance.percent() < 25 ? nil : other)
    } else {
      change.name = try Name("canary department \(cast.number())")
    }
    return Made(command: .change(.department(department.id, change)), actor: actor)
  }

  private mutating func someGroups(of chain: ChainID) -> [GroupID] {
    var result: Set<GroupID> = []
    for _ in 0..<chance.number(0...2) { result.insert(chance.pick(cast.groups(of: chain))) }
    return result.sorted()
  }

  private mutating func membershipCommand() throws -> Made? {
    let all = memberships
    guard chance.percent() > 20, let membership = chance.pick(from: all) else {
      return newMembership()
    }
    if chance.percent() < 25 { return Made(command: .endMembership(membership.id, children: .end)) }
    var change = Membership.Change()
    if chance.percent() < 60 {
      change.groups = someGroups(of: membership.chain)
    } else {
      change.parent = .some(chance.percent() < 30 ? nil : chance.pick(from: all)?.id)
    }
    return Made(command: .change(.membership(membership.id, change)))
  }

  mutating func newMembership() -> Made {
    let partner = chance.pick(cast.partners)
    let chain = chance.pick(cast.chains)
    let place = cast.membership(of: partner, in: someGroups(of: chain), chain: chain)
    return Made(command: .create(.membership(place)))
  }

  private mutating func groupCommand() throws -> Made? {
    var change = Group.Change()
    change.parent = .some(chance.percent() < 40 ? nil : chance.pick(cast.groups))
    return Made(command: .change(.group(chance.pick(cast.groups), change)))
  }

  // MARK: Rules

  mutating func levels() -> FieldLevels {
    switch chance.number(0...3) {
    case 0: Cast.clear
    case 1: Cast.nameOnly
    case 2: FieldLevels(classes: [.public: .clear, .business: .masked, .personal: .masked])
    default: FieldLevels(classes: [.public: .clear, .business: .clear], fields: [.phones: .masked])
    }
  }

  private mutating func ruleCommand() throws -> Made? {
    let all = rules
    guard chance.percent() > 35, let rule = chance.pick(from: all) else { return try newRule() }
    let actor = Cast.actor(rule.organization)
    if chance.percent() < 35 { return Made(command: .remove(rule.id.record, .rule), actor: actor) }
    var change = Rule.Change()
    switch chance.number(0...5) {
    case 5: change.window = .some(chance.percent() < 25 ? nil : window())
    case 4: change.purpose = purpose()
    case 3: change.seen = anew(rule.seen)
    case 0: change.effect = rule.effect == .allow ? .deny : .allow
    case 1: change.fields = levels()
    default: change.seenBy = chance.seers(rule.organization, cast)
    }
    return Made(command: .change(.rule(rule.id, change)), actor: actor)
  }

  /// Other departments in the place of those that a rule speaks of, or a position.
  private mutating func anew(_ seen: Rule.Seen) -> Rule.Seen {
    var result = seen
    if chance.percent() < 30 { result.positions = [chance.pick(Cast.positions)] }
    swap(&result.departments, &result.singleDepartments)
    return result
  }

  /// Of a few seconds, so that its ends come while the run goes on; now and then none.
  mutating func window() -> Window? {
    let now = cast.world.clock.now()
    let from = now + .milliseconds(chance.number(-4_000...12_000))
    let until = now + .milliseconds(chance.number(-500...25_000))
    return switch chance.number(0...3) {
    case 0: try? Window(from: from, until: nil)
    case 1: try? Window(from: nil, until: until)
    default: try? Window(from: from, until: until)
    }
  }

  mutating func newRule() throws -> Made? {
    let organization = organization()
    guard let department = chance.pick(from: departments(of: organization)) else { return nil }
    let contact = chance.pick(from: contacts.filter { $0.organization == organization })
    let seen = chance.seen(department.id, contact?.id)
    var rule = try cast.newRule(
      of: organization, chance.percent() < 75 ? .allow : .deny, seen: seen,
      by: chance.seers(organization, cast), levels(), purpose())
    if chance.percent() < 40 { rule.window = window() }
    return Made(command: .create(.rule(rule)), actor: Cast.actor(organization))
  }

  // MARK: States and names

  private mutating func partnerCommand() throws -> Made? {
    let partner = chance.pick(cast.partners)
    let isSuspended =
      if case .partner(let record)? = cast.world.records[partner.record] {
        record.state == .suspended
      } else { false }
    if chance.percent() < 35 { return Made(command: .rekeyPartner(partner)) }
    return Made(command: .movePartner(partner, isSuspended ? .resume : .suspend))
  }

  private mutating func endpointCommand() -> Made? {
    let all = (try? cast.world.current.endpoints.values.sorted { $0.id < $1.id }) ?? []
    guard let endpoint = chance.pick(from: all) else { return nil }
    var change = Endpoint.Change()
    if chance.percent() < 50 {
      change.scope = chance.percent() < 25 ? .whole : chance.scope(of: endpoint.party, cast)
      return Made(command: .change(.endpoint(endpoint.id, change)))
    }
    change.state = endpoint.state == .active ? .paused : .active
    return Made(command: .change(.endpoint(endpoint.id, change)))
  }

  private mutating func nameCommand() throws -> Made? {
    if chance.percent() < 50 {
      let change = Chain.Change(name: try Name("Dealers \(cast.number())"))
      return Made(command: .change(.chain(cast.chain, change)))
    }
    var change = Partner.Change(name: try Name("Partner \(cast.number())"))
    if chance.percent() < 50 { change.kind = chance.pick(Partner.Kind.allCases) }
    return Made(command: .change(.partner(chance.pick(cast.partners), change)))
  }
}
