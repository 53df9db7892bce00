import Crypto
import Wire

@testable import Domain
@testable import Views

/// The records of one enterprise over time, written without decisions, and the topology that follows.
struct Stage {
  let enterprise: EnterpriseID
  let random: SeededRandom
  private(set) var topology: Topology
  private(set) var records: [RecordID: Record] = [:]
  private(set) var position = Position.start
  /// Made once, for they cost more than a view.
  private var knownIDs: [Party: PartyIDs] = [:]

  init(seed: UInt64 = 1) {
    random = SeededRandom(seed: seed)
    enterprise = EnterpriseID(from: random)
    topology = Topology(enterprise: enterprise)
  }

  /// What an entry did to the views.
  struct Outcome {
    let changes: [Change]
    let affected: Set<Party>
  }

  /// Writes one entry; `nil` for a record removes it.
  @discardableResult
  mutating func write(_ versions: [(RecordID, Record?)]) -> Outcome {
    var changes: [Change] = []
    for (id, after) in versions {
      switch (records[id], after) {
      case (nil, nil): continue
      case (let before?, nil): changes.append(.removing(before))
      case (nil, let after?): changes.append(.creating(after))
      case (let before?, let after?): changes.append(.replacing(before, with: after))
      }
      records[id] = after
    }
    position = position.next
    return Outcome(changes: changes, affected: topology.apply(changes, at: position))
  }

  @discardableResult
  mutating func put(_ record: Record) -> Set<Party> {
    write([(record.id, record)]).affected
  }

  @discardableResult
  mutating func remove(_ record: Record) -> Set<Party> {
    write([(record.id, nil)]).affected
  }

  mutating func prepareIDs(of parties: [Party]) throws {
    for party in parties { knownIDs[party] = try ids(of: party) }
  }

  func keys() -> EnterpriseKeys {
    EnterpriseKeys(root: Secret(Array(repeating: 9, count: 32)), enterprise: enterprise)
  }

  func ids(of party: Party) throws -> PartyIDs {
    if let known = knownIDs[party] { return known }
    guard let ids = PartyIDs(party: party, enterprise: enterprise, keys: keys()) else {
      throw InvalidValue("no ids")
    }
    return ids
  }

  func scope(of party: Party) -> Scope { Scope(of: party, in: topology) }

  func builder(for party: Party) throws -> RowBuilder {
    RowBuilder(scope: scope(of: party), ids: try ids(of: party))
  }

  func rows(of party: Party) throws -> [RecordID: Row] {
    let view = PlainView(rows: try builder(for: party), reader: RecordsNow(records: records))
    return try view.rows(at: position)
  }

  func row(of record: Record, for party: Party) throws -> Row? {
    try builder(for: party).row(of: record, at: position, RecordsNow(records: records))
  }
}

/// Reads the records as they stand, whatever the position.
struct RecordsNow: RecordReading {
  let records: [RecordID: Record]

  private var contacts: [Contact] {
    records.values.compactMap { record in
      guard case .contact(let contact) = record else { return nil }
      return contact
    }
  }

  func contact(_ id: ContactID, at position: Position) -> Contact? {
    guard case .contact(let contact)? = records[id.record] else { return nil }
    return contact
  }

  func contacts(in department: DepartmentID, at position: Position) -> [ContactID] {
    contacts.filter { $0.placements.contains { $0.department == department } }.map(\.id)
  }

  func contacts(of organization: Party, at position: Position) -> [ContactID] {
    contacts.filter { $0.organization == organization }.map(\.id)
  }

  private var links: [Link] {
    records.values.compactMap { record in
      guard case .link(let link) = record else { return nil }
      return link
    }
  }

  func link(_ id: LinkID, at position: Position) -> Link? { links.first { $0.id == id } }

  func links(
    from contact: ContactID, of organization: Party, at position: Position
  ) -> [LinkID] {
    links.filter { $0.from == contact && $0.organization == organization }.map(\.id)
  }

  func links(at end: ContactID, at position: Position) -> [LinkID] {
    links.filter { [$0.from, $0.to].contains(end) }.map(\.id)
  }

  func links(of organization: Party, at position: Position) -> [LinkID] {
    links.filter { $0.organization == organization }.map(\.id)
  }

  func hasLinks(_ organization: Party, at position: Position) -> Bool {
    links.contains { $0.organization == organization }
  }
}

extension Stage {
  mutating func department(
    _ code: String, of organization: Party = .enterprise, under parent: DepartmentID? = nil
  ) -> Department {
    let department = Department(
      id: .init(from: random), organization: organization, parent: parent,
      code: Code(stored: code), name: Name(stored: "Dept \(code)"))
    put(.department(department))
    return department
  }

  mutating func contact(
    _ code: String, of organization: Party = .enterprise, in departments: [DepartmentID] = []
  ) -> Contact {
    let contact = Contact(
      id: .init(from: random), organization: organization, code: Code(stored: code),
      name: Name(stored: "Person \(code)"), placements: departments.map { .init(department: $0) },
      phones: [PhoneNumber(stored: "13812345678")],
      emails: [EmailAddress(stored: "\(code)@example.com")])
    put(.contact(contact))
    return contact
  }

  mutating func partner(_ code: String, _ state: Partner.State = .active) -> Partner {
    let partner = Partner(
      id: .init(from: random), code: Code(stored: code), name: Name(stored: code), kind: .dealer,
      state: state)
    put(.partner(partner))
    return partner
  }

  mutating func chain(_ code: String) -> Chain {
    let chain = Chain(id: .init(from: random), code: Code(stored: code), name: "Chain")
    put(.chain(chain))
    return chain
  }

  mutating func group(_ code: String, in chain: Chain, under parent: GroupID? = nil) -> Group {
    let group = Group(
      id: .init(from: random), chain: chain.id, parent: parent, code: Code(stored: code),
      name: "Group")
    put(.group(group))
    return group
  }

  @discardableResult
  mutating func join(
    _ partner: Partner, _ chain: Chain, groups: [GroupID] = [], under parent: MembershipID? = nil
  ) -> Membership {
    let place = Membership(
      id: .init(from: random), chain: chain.id, partner: partner.id, groups: groups, parent: parent)
    put(.membership(place))
    return place
  }

  @discardableResult
  mutating func rule(
    _ effect: Rule.Effect = .allow, of organization: Party = .enterprise, seen: Rule.Seen,
    by seenBy: Rule.SeenBy, fields: FieldLevels = .everything, purpose: Purpose = .standard
  ) -> Rule {
    let rule = Rule(
      id: .init(from: random), organization: organization, code: "rule", effect: effect,
      seen: seen, seenBy: seenBy, fields: fields, purpose: purpose)
    put(.rule(rule))
    return rule
  }

  @discardableResult
  mutating func agree(
    with partner: Partner, _ ceiling: FieldLevels = .everything,
    for purposes: Set<Purpose> = [.service]
  ) -> Agreement {
    let agreement = Agreement(
      id: .init(from: random), partner: partner.id,
      terms: Terms(ceiling: ceiling, purposes: purposes))
    put(.agreement(agreement))
    return agreement
  }
}

extension FieldLevels {
  static let everything = FieldLevels(
    classes: [.public: .clear, .business: .clear, .personal: .clear])
  static let nothing = FieldLevels()
}

// Literals stand for texts that the tests know to be right.
extension Code: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(stored: text) }
}

extension Name: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(stored: text) }
}
