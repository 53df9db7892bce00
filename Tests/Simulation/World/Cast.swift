import AdapterKit
import Crypto
import Domain
@testable import Gateway
import Wire

/// Who plays: the records that every run begins with, and how new ones are made.
///
/// The values of contacts are unique over a run, so that each says where it came from.
final class Cast {
  let world: World
  let chain: ChainID
  private(set) var groups: [GroupID] = []
  /// A second chain and what is in it, where there is one.
  private(set) var otherChain: ChainID?
  private(set) var otherGroups: [GroupID] = []
  private(set) var partners: [PartnerID] = []
  /// The key of each endpoint, as its receiver holds it.
  private(set) var keys: [EndpointID: MessageAuthenticator] = [:]
  private var counter = 0

  init(_ world: World) {
    self.world = world
    chain = ChainID(from: world.random)
  }

  func number() -> Int {
    counter += 1
    return counter
  }

  func code() throws -> Code { try Code("c\(number())") }

  /// A partner as one that acts for itself.
  static func actor(_ party: Party) -> Actor {
    party == .enterprise
      ? .operatorAtMachine : Actor(party: party, role: .partnerAdmin, key: nil)
  }

  @discardableResult
  func create(_ record: Record) throws -> RecordID {
    let result = try world.perform(.create(record), by: Self.actor(record.owner))
    _ = try result.get()
    return record.id
  }

  // MARK: Structure

  func found() throws {
    try create(.chain(Chain(id: chain, code: try code(), name: try Name("Dealers"))))
  }

  @discardableResult
  func group(under parent: GroupID? = nil) throws -> GroupID {
    let id = GroupID(from: world.random)
    try create(
      .group(Group(id: id, chain: chain, parent: parent, code: try code(), name: Name("Region"))))
    groups.append(id)
    return id
  }

  /// Of one chain.
  func groups(of chain: ChainID) -> [GroupID] { chain == self.chain ? groups : otherGroups }

  /// A second chain of two groups; every other partner joins it.
  func foundOther() throws {
    let chain = ChainID(from: world.random)
    otherChain = chain
    try create(.chain(Chain(id: chain, code: try code(), name: try Name("Service"))))
    for _ in 0..<2 {
      let id = GroupID(from: world.random)
      try create(
        .group(
          Group(
            id: id, chain: chain, parent: otherGroups.first, code: try code(),
            name: Name("Field"))))
      otherGroups.append(id)
    }
    var above: MembershipID?
    for partner in partners.indices where partner.isMultiple(of: 2) {
      let place = membership(
        of: partners[partner], in: [otherGroups[partner % 2]], under: above, chain: chain)
      try create(.membership(place))
      above = place.id
    }
  }

  @discardableResult
  func partner() throws -> PartnerID {
    let id = PartnerID(from: world.random)
    let code = try code()
    try create(
      .partner(Partner(id: id, code: code, name: Name("Partner \(code)"), kind: .dealer)))
    _ = try world.perform(.movePartner(id, .activate)).get()
    partners.append(id)
    return id
  }

  func membership(
    of partner: PartnerID, in groups: [GroupID], under parent: MembershipID? = nil,
    chain: ChainID? = nil
  ) -> Membership {
    Membership(
      id: MembershipID(from: world.random), chain: chain ?? self.chain, partner: partner,
      groups: groups, parent: parent)
  }

  @discardableResult
  func join(
    _ partner: PartnerID, _ groups: [GroupID], under parent: MembershipID? = nil
  ) throws -> MembershipID {
    let membership = membership(of: partner, in: groups, under: parent)
    try create(.membership(membership))
    return membership.id
  }

  // MARK: Directory

  func newDepartment(
    of organization: Party = .enterprise, under parent: DepartmentID? = nil
  ) throws -> Department {
    let number = number()
    return Department(
      id: DepartmentID(from: world.random), organization: organization, parent: parent,
      code: try Code("d\(number)"), name: try Name("canary department \(number)"))
  }

  @discardableResult
  func department(
    of organization: Party = .enterprise, under parent: DepartmentID? = nil
  ) throws -> DepartmentID {
    let department = try newDepartment(of: organization, under: parent)
    try create(.department(department))
    return department.id
  }

  func phone() throws -> PhoneNumber {
    let digits = String(100_000_000 + number())
    return try PhoneNumber("+8613" + digits)
  }

  func newContact(
    of organization: Party = .enterprise, in departments: [DepartmentID]
  ) throws -> Contact {
    Contact(
      id: ContactID(from: world.random), organization: organization, code: try code(),
      name: try Name("canary \(number())"),
      placements: departments.map { Contact.Placement(department: $0) }, phones: [try phone()],
      emails: [try EmailAddress("canary\(number())@brand.example")])
  }

  @discardableResult
  func contact(
    of organization: Party = .enterprise, in departments: DepartmentID...
  ) throws -> ContactID {
    let contact = try newContact(of: organization, in: departments)
    try create(.contact(contact))
    return contact.id
  }

  /// Everybody reports to somebody of the same organization: most to one and the same.
  func linkColleagues() throws {
    var before: [Party: [ContactID]] = [:]
    for case .contact(let contact) in world.orderedRecords {
      let known = before[contact.organization, default: []]
      if let first = known.first, let last = known.last {
        try link(contact.id, to: known.count.isMultiple(of: 3) ? last : first)
      }
      before[contact.organization, default: []].append(contact.id)
    }
  }

  @discardableResult
  func link(_ from: ContactID, to: ContactID) throws -> LinkID {
    guard case .contact(let contact)? = world.records[from.record] else { throw Missing() }
    let link = Link(
      id: LinkID(from: world.random), organization: contact.organization, from: from, to: to)
    try create(.link(link))
    return link.id
  }

  /// No canaries: rules name them.
  static let positions: [Name] = ["Manager", "Clerk"].compactMap { try? Name($0) }

  static let clear = FieldLevels(classes: [.public: .clear, .business: .clear, .personal: .clear])
  static let nameOnly = FieldLevels(fields: [.name: .clear])

  func newRule(
    of organization: Party = .enterprise, _ effect: Rule.Effect = .allow, seen: Rule.Seen,
    by seers: Rule.SeenBy, _ fields: FieldLevels = Cast.clear,
    _ purpose: Purpose = .standard
  ) throws -> Rule {
    Rule(
      id: RuleID(from: world.random), organization: organization, code: try code(),
      effect: effect, seen: seen, seenBy: seers, fields: fields, purpose: purpose)
  }

  @discardableResult
  func allow(
    _ departments: DepartmentID..., to seers: Rule.SeenBy, of organization: Party = .enterprise,
    _ fields: FieldLevels = Cast.clear
  ) throws -> RuleID {
    let rule = try newRule(
      of: organization, seen: Rule.Seen(departments: departments), by: seers, fields)
    try create(.rule(rule))
    return rule.id
  }

  // MARK: Endpoints

  @discardableResult
  func endpoint(
    of party: Party, parallel: Int = 4, scope: Endpoint.Scope = .whole
  ) throws -> EndpointID {
    let id = EndpointID(from: world.random)
    let bytes = world.random.bytes(32)
    let sealed = try EndpointSecret.seal(
      bytes, for: id, under: try world.current.keys, random: world.random)
    let endpoint = Endpoint(
      id: id, party: party, code: try code(), adapter: try AdapterName("standard-webhooks"),
      url: try HTTPURL(parsing: "https://receiver.example/hook"),
      transport: try Transport(
        version: .http1, connectSeconds: 5, totalSeconds: 20, parallelRequests: parallel),
      secrets: [SecretSlot(number: 1, scheme: .hmacSHA256, sealed: sealed)],
      checkpointDigest: true, scope: scope)
    try create(.endpoint(endpoint))
    keys[id] = MessageAuthenticator(key: bytes)
    return id
  }
}
